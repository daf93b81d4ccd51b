// Package bills shows the bill services in one go: a bill is created, looked up and
// revoked. The README prints this example; go test runs it against a sandbox.
package bills

import (
	"context"
	"fmt"
	"log"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/billrevoke"
	"github.com/assist-soap/toolkit/generated/billstatus"
	"github.com/assist-soap/toolkit/generated/createbill"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

func Example() {
	gateway, err := sandbox.New(sandbox.Config{}) // in your program: the gateway's address
	if err != nil {
		log.Fatal(err)
	}
	if err := gateway.Start("127.0.0.1:0"); err != nil {
		log.Fatal(err)
	}
	defer gateway.Close()

	client, err := soapclient.New(gateway.URL(), soapclient.Merchant{
		ID: "123456", Login: "sandbox_login",
		Password:   service.NewSecret("sandbox_pass1"), // from your secret store
		SecretWord: service.NewSecret("TestSalt"),
	})
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()

	created, err := createbill.NewClient(client).Create(ctx, &createbill.CreateRequest{
		Bill:         service.Some("A-17"),
		BillAmount:   service.MustAmount("100.10"),
		BillCurrency: "RUB",
		BillComment:  service.Some("Two books"),
	})
	if err != nil {
		log.Fatal(err) // errors.AsType[*soapclient.OutcomeUnknownError] says whom to ask
	}
	fmt.Println("created:", created.Result.Outcome)

	found, err := billstatus.NewClient(client).Status(ctx, &billstatus.StatusRequest{Bill: service.Some("A-17")})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("found:", found.BillStatus.Value(), found.BillAmount.Value(), "verified by", found.Result.Verified)

	revoked, err := billrevoke.NewClient(client).Revoke(ctx, &billrevoke.RevokeRequest{Bill: "A-17"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("revoked:", revoked.BillStatus.Value())

	// Output:
	// created: succeeded
	// found: Invoiced 100.10 verified by checkvalue
	// revoked: Deleted
}
