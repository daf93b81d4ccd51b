package browser_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/createbill"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// screenshots is where pictures of the pages go, to be looked at.
const screenshots = "../../build/screenshots"

// desk is a running sandbox and a browser in front of it.
type desk struct {
	*sandbox.Sandbox
	ctx    context.Context
	client *soapclient.Client
}

// sit starts both. Without a browser the test is skipped, unless BROWSER_REQUIRED says that
// there has to be one.
func sit(t *testing.T, change ...func(*sandbox.Config)) *desk {
	t.Helper()
	path := chromium(t)
	config := sandbox.Config{Seed: 7}
	for _, c := range change {
		c(&config)
	}
	sb, err := sandbox.New(config)
	if err != nil {
		t.Fatal(err)
	}
	if err := sb.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sb.Close() })
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.WindowSize(1280, 900), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("lang", "en-GB"), chromedp.Flag("font-render-hinting", "none"))
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, closeBrowser := chromedp.NewContext(allocator)
	t.Cleanup(closeBrowser)
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	d := &desk{Sandbox: sb, ctx: ctx}
	d.listen(t)
	d.connect(t)
	return d
}

func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("BROWSER_REQUIRED") != "" {
		t.Fatal("there is no chromium; .ci/install-browser installs it")
	}
	t.Skip("there is no chromium on this computer; .ci/install-browser installs it")
	return ""
}

// listen notes what scripts and the content security policy complain of.
func (d *desk) listen(t *testing.T) {
	t.Helper()
	d.run(t) // starts the browser
	var mu sync.Mutex
	var complaints []string
	messages := chromedp.Console(d.ctx)
	go func() { // ends with the context
		for message, err := range messages {
			if err != nil {
				return
			}
			if message.Type == chromedp.ConsoleError && !strings.Contains(message.Text, "status of 4") || message.Type == chromedp.ConsoleException {
				mu.Lock()
				complaints = append(complaints, message.URL+": "+message.Text)
				mu.Unlock()
			}
		}
	}()
	t.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		for _, complaint := range complaints {
			t.Errorf("the browser complains: %s", complaint)
		}
	})
}

func (d *desk) connect(t *testing.T) {
	t.Helper()
	m := sandbox.DefaultMerchants()[0]
	client, err := soapclient.New(d.URL(), soapclient.Merchant{
		ID: m.ID, Login: m.Login, Password: service.NewSecret(m.Password), SecretWord: service.NewSecret(m.SecretWord),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	d.client = client
}

// bill creates a bill by SOAP and returns the path of its payment page.
func (d *desk) bill(t *testing.T, number string, change ...func(*createbill.CreateRequest)) string {
	t.Helper()
	amount, err := service.ParseAmount("888.42")
	if err != nil {
		t.Fatal(err)
	}
	request := &createbill.CreateRequest{Bill: service.Some(number), BillAmount: amount, BillCurrency: "RUB", BillComment: service.Some("Two tickets")}
	for _, c := range change {
		c(request)
	}
	answer, err := createbill.NewClient(d.client).Create(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	return "/bill/paybill.cfm?ID=" + answer.Hash.Or("")
}

// run does what a person would do.
func (d *desk) run(t *testing.T, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(d.ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// open loads a page of the sandbox.
func (d *desk) open(t *testing.T, path string) {
	t.Helper()
	d.run(t, chromedp.Navigate(d.URL()+path))
}

// press clicks something and waits for the page it leads to.
func (d *desk) press(t *testing.T, selector string) {
	t.Helper()
	if _, err := chromedp.RunResponse(d.ctx, chromedp.Click(chromedp.CSS(selector))); err != nil {
		t.Fatal(err)
	}
}

// get runs something that has a value.
func get[T any](t *testing.T, d *desk, action chromedp.Action[T]) T {
	t.Helper()
	value, err := chromedp.Run(d.ctx, action)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// reads waits until the page says something. A question that meets the change from one
// page to the next is an error of that moment only.
func (d *desk) reads(t *testing.T, text string) {
	t.Helper()
	var body string
	var err error
	for range 100 {
		body, err = chromedp.Run(d.ctx, chromedp.Evaluate[string](`document.body ? document.body.innerText : ""`))
		if err == nil && strings.Contains(body, text) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("the page does not say %q: %v\n%s", text, err, body)
}

// shot keeps a picture of the whole page.
func (d *desk) shot(t *testing.T, name string) {
	t.Helper()
	picture := get(t, d, chromedp.FullScreenshot(100))
	if err := os.MkdirAll(screenshots, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(screenshots, name+".png"), picture, 0o644); err != nil {
		t.Fatal(err)
	}
}

// dark makes the browser prefer dark pages.
func (d *desk) dark(t *testing.T, yes bool) {
	t.Helper()
	scheme := "light"
	if yes {
		scheme = "dark"
	}
	command(t, d, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
}

// command sends the browser a command of its protocol.
func command[P, R any](t *testing.T, d *desk, method cdp.Command[P, R], params P) {
	t.Helper()
	get(t, d, func(ctx context.Context, target *chromedp.Target) (R, error) {
		return cdp.Call(ctx, target, method, params)
	})
}

// pay fills in the card form and presses the button.
func (d *desk) pay(t *testing.T, card string) {
	t.Helper()
	d.run(t, chromedp.SetValue(chromedp.CSS("#number"), card), chromedp.SetValue(chromedp.CSS("#expiry"), "12/30"), chromedp.SetValue(chromedp.CSS("#cvc"), "123"))
	d.press(t, "form.card button")
}
