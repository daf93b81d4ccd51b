package sandbox

import "net/http"

// Paths of the pages. The payment page has the gateway's own (S0, D10).
const (
	pathIndex  = "/{$}"
	pathStyle  = "/assets/sandbox.css"
	pathBill   = "/bill/paybill.cfm"
	pathStep   = "/acs/3dsecure"
	pathDecide = "/acs/3dsecure/decide"
	pathMethod = "/acs/method"

	pathPay     = "/pay/pay.cfm" // the gateway's own (S1)
	pathReceipt = "/fiscal/receipt"
)

// routes connects paths with what answers there; other paths are 404, other methods
// 405.
func (s *Sandbox) routes() http.Handler {
	mux := http.NewServeMux()
	for _, svc := range s.services {
		if merchantServes(svc) {
			mux.Handle("POST "+svc.Path, s.shop(svc))
		} else {
			mux.Handle("POST "+svc.Path, s.disturbed(s.gateway(svc)))
		}
		mux.Handle("GET "+svc.Path, s.describeService(svc))
		mux.Handle("GET "+svc.WSDLPath, s.serveWSDL(svc))
	}
	own := http.NewCrossOriginProtection() // a foreign page cannot press our buttons
	page := func(pattern string, h http.HandlerFunc) { mux.Handle(pattern, own.Handler(h)) }
	page("GET "+pathIndex, s.showIndex)
	page("GET "+pathStyle, s.serveStyle)
	page("GET "+pathBill, s.showBill)
	page("POST "+pathBill, s.submitBill)
	page("POST "+pathDecide, s.submitStep)
	page("GET "+pathPay, s.showOrder)
	page("POST "+pathPay, s.submitOrder)
	page("GET "+pathReceipt, s.showReceipt)
	s.consoleRoutes(page)
	mux.HandleFunc("POST "+pathMethod, s.showMethod)
	mux.HandleFunc("GET "+pathStep, s.showStep)
	mux.HandleFunc("POST "+pathStep, s.showStep) // 3-D Secure 1: the shop's page posts PaReq here
	return mux
}
