package cheque

import "github.com/assist-soap/toolkit/service"

// Tax is a tax rate by the gateway's identifier.
type Tax string

// The identifiers that the vendor's PHP library lists (K4). The documents' annex was
// not found; rates of later years are given by Settings.Taxes.
const (
	NoVAT  Tax = "novat"
	VAT0   Tax = "vat0"
	VAT10  Tax = "vat10"
	VAT20  Tax = "vat20"
	VAT110 Tax = "vat110" // 10/110
	VAT120 Tax = "vat120" // 20/120
)

// FPMode is the payment method of an item (tag 1214 of the Russian fiscal formats,
// whose numbers the documents use; K4). Zero is none.
type FPMode uint8

// The payment methods.
const (
	FullPrepayment FPMode = 1 + iota
	Prepayment
	Advance
	FullPayment
	PartPaymentAndCredit
	OnCredit
	CreditPayment
)

// TaxationSystem is the tax system of the merchant (tag 1055; K4). Zero is one of them.
type TaxationSystem uint8

// The tax systems.
const (
	GeneralTax TaxationSystem = iota
	SimplifiedIncome
	SimplifiedIncomeMinusExpense
	ImputedIncome
	AgriculturalTax
	Patent
)

// SubjType is the kind of thing an item is (tag 1212, inferred: the vendor's library has
// the field as a number and says nothing more). Zero is none. Numbers beyond the table
// are sent as they are.
type SubjType uint8

// The kinds of item that the fiscal formats have had from the beginning.
const (
	SubjGoods SubjType = 1 + iota
	SubjExcisableGoods
	SubjWork
	SubjService
	SubjBet
	SubjBetWinnings
	SubjLotteryTicket
	SubjLotteryWinnings
	SubjIntellectualProperty
	SubjPayment
	SubjAgentCommission
	SubjComposite
	SubjOther
)

// Meaning says what the rate is; empty for identifiers that the package does not know.
func (t Tax) Meaning() service.Text {
	for _, row := range taxes {
		if row.id == t {
			return row.meaning
		}
	}
	return service.Text{}
}

// Meaning says what the payment method is; empty beyond 1 to 7.
func (m FPMode) Meaning() service.Text { return row(fpModes[:], int(m)-1) }

// Meaning says what the tax system is; empty beyond 0 to 5.
func (s TaxationSystem) Meaning() service.Text { return row(taxationSystems[:], int(s)) }

// Meaning says what kind the item is; empty beyond 1 to 13.
func (s SubjType) Meaning() service.Text { return row(subjTypes[:], int(s)-1) }

// Taxes returns the known rates in the order of the table.
func Taxes() []Tax {
	all := make([]Tax, len(taxes))
	for i := range taxes {
		all[i] = taxes[i].id
	}
	return all
}

func row(table []service.Text, i int) service.Text {
	if i < 0 || i >= len(table) {
		return service.Text{}
	}
	return table[i]
}

var taxes = [...]struct {
	id      Tax
	meaning service.Text
}{
	{NoVAT, service.Text{EN: "without VAT", RU: "без НДС"}},
	{VAT0, service.Text{EN: "VAT 0%", RU: "НДС 0%"}},
	{VAT10, service.Text{EN: "VAT 10%", RU: "НДС 10%"}},
	{VAT20, service.Text{EN: "VAT 20%", RU: "НДС 20%"}},
	{VAT110, service.Text{EN: "VAT at the rate of 10/110", RU: "НДС по расчётной ставке 10/110"}},
	{VAT120, service.Text{EN: "VAT at the rate of 20/120", RU: "НДС по расчётной ставке 20/120"}},
}

var fpModes = [...]service.Text{
	{EN: "full prepayment before the goods are handed over", RU: "полная предварительная оплата до передачи предмета расчёта"},
	{EN: "part prepayment", RU: "частичная предварительная оплата"},
	{EN: "advance", RU: "аванс"},
	{EN: "full payment when the goods are handed over", RU: "полный расчёт в момент передачи предмета расчёта"},
	{EN: "part payment, the rest on credit", RU: "частичный расчёт и кредит"},
	{EN: "handed over on credit", RU: "передача в кредит"},
	{EN: "payment of a credit", RU: "оплата кредита"},
}

var taxationSystems = [...]service.Text{
	{EN: "general", RU: "общая"},
	{EN: "simplified, income", RU: "упрощённая, доход"},
	{EN: "simplified, income minus expense", RU: "упрощённая, доход минус расход"},
	{EN: "imputed income", RU: "единый налог на вменённый доход"},
	{EN: "agricultural", RU: "единый сельскохозяйственный налог"},
	{EN: "patent", RU: "патентная"},
}

var subjTypes = [...]service.Text{
	{EN: "goods", RU: "товар"},
	{EN: "excisable goods", RU: "подакцизный товар"},
	{EN: "work", RU: "работа"},
	{EN: "service", RU: "услуга"},
	{EN: "bet", RU: "ставка азартной игры"},
	{EN: "winnings of a bet", RU: "выигрыш азартной игры"},
	{EN: "lottery ticket", RU: "лотерейный билет"},
	{EN: "winnings of a lottery", RU: "выигрыш лотереи"},
	{EN: "intellectual property", RU: "результат интеллектуальной деятельности"},
	{EN: "payment", RU: "платёж"},
	{EN: "agent's commission", RU: "агентское вознаграждение"},
	{EN: "composite", RU: "составной предмет расчёта"},
	{EN: "other", RU: "иной предмет расчёта"},
}
