module github.com/assist-soap/toolkit/conformance/browser

go 1.26.2

require (
	github.com/assist-soap/toolkit v0.0.0
	github.com/chromedp/cdproto v0.159.0
	github.com/chromedp/chromedp v0.23.0
	github.com/emersion/go-smtp v0.25.1
)

require (
	github.com/beevik/etree v1.8.1 // indirect
	github.com/emersion/go-sasl v0.0.0-20241020182733-b788ff22d5a6 // indirect
	github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
	golang.org/x/text v0.43.0 // indirect
)

replace github.com/assist-soap/toolkit => ../..
