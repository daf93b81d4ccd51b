package envelope

import "github.com/assist-soap/toolkit/service"

type emitter struct {
	field int
	yield func(*service.Record) error
}

func (d *decoder) emit(f *fieldPlan) error { return nil }
