package service_test

import (
	"testing"

	"github.com/assist-soap/toolkit/generated/catalog"
)

func TestValidate_AcceptsTheGatewaysServices(t *testing.T) {
	services := catalog.Services()
	if len(services) == 0 {
		t.Fatal("the catalogue is empty")
	}
	for _, s := range services {
		if err := s.Validate(); err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
	}
}
