package checkvalue_test

import (
	"fmt"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/service"
)

func ExampleCompute() {
	fmt.Println(checkvalue.Compute(service.NewSecret("TestSalt"), "123456;A-1;10.00;RUB"))
	// The amount is text: 10 is another message.
	fmt.Println(checkvalue.Compute(service.NewSecret("TestSalt"), "123456;A-1;10;RUB"))
	// Output:
	// 25EFF96984EB073442B8B7A1DBCC65C3
	// 1DCAD5716E38B4CC2FC23FD6EE3336ED
}
