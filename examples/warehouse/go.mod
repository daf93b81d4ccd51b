module github.com/assist-soap/toolkit/examples/warehouse

go 1.26.2

require github.com/assist-soap/toolkit v0.0.0

require (
	github.com/beevik/etree v1.8.1 // indirect
	golang.org/x/text v0.43.0 // indirect
)

replace github.com/assist-soap/toolkit => ../..
