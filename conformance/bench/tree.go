package bench

import (
	"github.com/assist-soap/toolkit/conformance/bench/workload"
	"github.com/beevik/etree"
)

// tree builds and reads the messages of W with etree.
type tree struct {
	request  []workload.Pair
	names    []string
	response []byte
}

func newTree() *tree {
	t := &tree{request: workload.RequestPairs(), response: workload.Response()}
	for _, p := range workload.ResponsePairs() {
		t.names = append(t.names, p.Name)
	}
	return t
}

func (t *tree) encode() error {
	doc := etree.NewDocument()
	envelope := doc.CreateElement("soapenv:Envelope")
	envelope.CreateAttr("xmlns:soapenv", "http://schemas.xmlsoap.org/soap/envelope/")
	envelope.CreateAttr("xmlns:ws", "http://www.paysecure.ru/ws/")
	pay := envelope.CreateElement("soapenv:Body").CreateElement("ws:SilentPay")
	for _, p := range t.request {
		pay.CreateElement(p.Name).SetText(p.Text)
	}
	_, err := doc.WriteToBytes()
	return err
}

func (t *tree) decode() error {
	doc := etree.NewDocument()
	if err := doc.ReadFromBytes(t.response); err != nil {
		return err
	}
	fields := doc.FindElement("./Envelope/Body/SilentPayResponse/return")
	if fields == nil {
		return errWrong
	}
	texts := make(map[string]string, len(t.names))
	for _, child := range fields.ChildElements() {
		texts[child.Tag] = child.Text()
	}
	if texts["responsecode"] != "AS000" {
		return errWrong
	}
	return nil
}
