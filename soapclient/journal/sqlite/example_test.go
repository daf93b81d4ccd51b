package sqlite_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/billstatus"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/generated/createbill"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal/sqlite"
)

// What assist-soapgen journal list and resolve do for a file, for a database.
func ExampleJournal_Unsettled() {
	gateway, err := sandbox.New(sandbox.Config{}) // in your program: the gateway's address
	if err != nil {
		log.Fatal(err)
	}
	if err = gateway.Start("127.0.0.1:0"); err != nil {
		log.Fatal(err)
	}
	defer gateway.Close()
	folder, err := os.MkdirTemp("", "journal")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	book, err := sqlite.Open(filepath.Join(folder, "assist.db"))
	if err != nil {
		log.Fatal(err)
	}
	defer book.Close()
	client, err := soapclient.New(gateway.URL(), soapclient.Merchant{
		ID: "123456", Login: "sandbox_login", Password: service.NewSecret("sandbox_pass1"), SecretWord: service.NewSecret("TestSalt"),
	}, soapclient.WithJournal(book), soapclient.WithServices(catalog.Services()...), soapclient.WithTransport(losesAnswers))
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	_, err = createbill.NewClient(client).Create(ctx, &createbill.CreateRequest{
		Bill: service.Some("A-17"), BillAmount: service.MustAmount("100.10"), BillCurrency: "RUB",
	})
	fmt.Println("answered:", err == nil)

	open, err := book.Unsettled(ctx)
	if err != nil {
		log.Fatal(err)
	}
	for _, intent := range open { // it asks, and never sends
		found, err := client.Resolve(ctx, intent, soapclient.Budget(time.Minute))
		fmt.Println(intent, "-", found.Outcome, err)
	}
	open, err = book.Unsettled(ctx)
	fmt.Println("open:", len(open), err)

	// Output:
	// answered: false
	// createbill.create bill=A-17 100.10 RUB - succeeded <nil>
	// open: 0 <nil>
}

// losesAnswers lets requests through, and loses the answers to all but questions.
func losesAnswers(base http.RoundTripper) http.RoundTripper { return lossy{base} }

type lossy struct{ base http.RoundTripper }

func (l lossy) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := l.base.RoundTrip(r)
	if err != nil || r.URL.Path == billstatus.Service.Path {
		return response, err
	}
	_ = response.Body.Close()
	return nil, http.ErrHandlerTimeout
}
