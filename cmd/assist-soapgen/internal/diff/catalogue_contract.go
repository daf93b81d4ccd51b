package diff

import "github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"

// text writes a sentence in both languages.
func text(en, ru string) finding.Text { return finding.Text{EN: en, RU: ru} }

const (
	none = finding.None
	both = finding.Both
)

// single writes one row of contractRules.
func single(id, mirror string, s finding.Severity, d finding.Direction, l finding.Layers, t, fix finding.Text) finding.Rule {
	return finding.Rule{ID: id, Mirror: mirror, Severity: s, Direction: d, Layers: l, Text: t, Fix: fix}
}

// contractRules are the changes of services, bindings, operations and whole
// namespaces. It is read only.
var contractRules = []finding.Rule{
	single("service-added", "service-removed", info, none, source, text("Service {name} was added.", "Добавлен сервис {name}."), doRegenerate),
	single("service-removed", "service-added", breaking, both, all, text("Service {name} was removed.", "Сервис {name} удалён."), doCallers),
	single("service-renamed", "service-renamed", warning, none, source, text("Service {old} is now called {new}.", "Сервис {old} теперь называется {new}."), doCallers),
	single("port-added", "port-removed", info, none, source, text("Port {name} ({protocol}) was added.", "Добавлен порт {name} ({protocol})."), doRegenerate),
	single("port-removed", "port-added", breaking, both, all, text("Port {name} ({protocol}) was removed.", "Порт {name} ({protocol}) удалён."), doCallers),
	single("port-renamed", "port-renamed", info, none, source, text("Port {old} is now called {new}.", "Порт {old} теперь называется {new}."), doRegenerate),
	single("address-changed", "address-changed", warning, both, wire, text("The address went from {old} to {new}.", "Адрес изменился: был {old}, стал {new}."), doConfig),
	single("transport-changed", "transport-changed", breaking, both, wire, text("The transport went from {old} to {new}.", "Транспорт изменился: был {old}, стал {new}."), doBoth),
	single("protocol-changed", "protocol-changed", breaking, both, wire, text("The protocol went from {old} to {new}.", "Протокол изменился: был {old}, стал {new}."), doBoth),
	single("style-changed", "style-changed", breaking, both, wire, text("The style went from {old} to {new}.", "Стиль изменился: был {old}, стал {new}."), doBoth),
	single("soap-action-changed", "soap-action-changed", breaking, finding.Request, wire, text("SOAPAction went from {old} to {new}.", "SOAPAction изменился: был {old}, стал {new}."), doBoth),
	single("http-location-changed", "http-location-changed", breaking, finding.Request, wire, text("The HTTP location went from {old} to {new}.", "Адрес HTTP-операции изменился: был {old}, стал {new}."), doBoth),
	single("operation-added", "operation-removed", info, none, source, text("Operation {name} was added.", "Добавлена операция {name}."), doRegenerate),
	single("operation-removed", "operation-added", breaking, both, all, text("Operation {name} was removed.", "Операция {name} удалена."), doCallers),
	single("operation-renamed", "operation-renamed", breaking, both, all, text("Operation {old} is now called {new}.", "Операция {old} теперь называется {new}."), doCallers),
	single("exchange-pattern-changed", "exchange-pattern-changed", breaking, both, all, text("The exchange went from {old} to {new}.", "Вид обмена изменился: был {old}, стал {new}."), doCallers),
	single("fault-added", "fault-removed", warning, finding.Response, source, text("Fault {name} was added.", "Добавлен отказ {name}."), doTolerate),
	single("fault-removed", "fault-added", warning, finding.Response, source, text("Fault {name} was removed.", "Отказ {name} удалён."), doStopRead),
	single("fault-renamed", "fault-renamed", info, none, source, text("Fault {old} is now called {new}; its detail is the same element.", "Отказ {old} теперь называется {new}; элемент detail тот же."), doRegenerate),

	single("namespace-moved", "namespace-moved", breaking, both, wire, text("Elements of namespace {old} are now in {new}.", "Элементы пространства имён {old} перешли в {new}."), doBoth),
	single("elements-qualified", "elements-unqualified", breaking, both, wire, text("Elements without namespace are now in {new}.", "Элементы без пространства имён перешли в {new}."), doBoth),
	single("elements-unqualified", "elements-qualified", breaking, both, wire, text("Elements of namespace {old} are now without namespace.", "Элементы пространства имён {old} теперь без пространства имён."), doBoth),
	single("type-namespace-moved", "type-namespace-moved", warning, both, wire, text("Types of namespace {old} are now in {new}; encoded messages carry the names of types (xsi:type).", "Типы пространства имён {old} перешли в {new}; в сообщениях encoded имена типов передаются (xsi:type)."), doRegenerate),
	single("target-namespace-moved", "target-namespace-moved", info, none, nothing, text("The target namespace went from {old} to {new}; no message shows it.", "Целевое пространство имён изменилось: было {old}, стало {new}; в сообщениях оно не видно."), doNothing),

	single("type-renamed", "type-renamed", warning, none, source, text("Complex type {old} is now called {new}.", "Составной тип {old} теперь называется {new}."), doCallers),
	single("value-type-renamed", "value-type-renamed", info, none, source, text("Simple type {old} is now called {new}.", "Простой тип {old} теперь называется {new}."), doRegenerate),
	single("type-named", "type-inlined", info, none, source, text("The anonymous type is now called {new}.", "Безымянный тип теперь называется {new}."), doRegenerate),
	single("type-inlined", "type-named", info, none, source, text("Type {old} is now anonymous.", "Тип {old} теперь безымянный."), doRegenerate),
	single("documentation-changed", "documentation-changed", info, none, nothing, text("The documentation of {name} changed.", "Изменилось описание {name}."), doNothing),
}

// messageTwins are the changes of whole messages.
var messageTwins = []twin{
	{
		"wrapper-renamed", "wrapper-renamed", text("The outer element {old} is now called {new}.", "Внешний элемент {old} теперь называется {new}."),
		grade{breaking, wire, doBoth},
		grade{breaking, wire, doBoth},
	},
	{
		"body-part-added", "body-part-removed", text("The body has one element more: {name}.", "В теле сообщения появился ещё один элемент: {name}."),
		grade{breaking, all, doSend},
		grade{warning, all, doTolerate},
	},
	{
		"body-part-removed", "body-part-added", text("The body no longer has the element {name}.", "В теле сообщения больше нет элемента {name}."),
		grade{breaking, all, doStopSend},
		grade{breaking, all, doStopRead},
	},
	{
		"part-kind-changed", "part-kind-changed", text("Part {name} is given by {new} and no longer by {old}.", "Часть {name} задана через {new}, а не через {old}."),
		grade{breaking, wire, doBoth},
		grade{breaking, wire, doBoth},
	},
	{
		"use-changed", "use-changed", text("The use went from {old} to {new}.", "Способ записи (use) изменился: был {old}, стал {new}."),
		grade{breaking, wire, doBoth},
		grade{breaking, wire, doBoth},
	},
	{
		"encoding-style-changed", "encoding-style-changed", text("The encoding style went from {old} to {new}.", "Стиль кодирования (encodingStyle) изменился: был {old}, стал {new}."),
		grade{warning, wire, doAsk},
		grade{warning, wire, doTolerate},
	},
	{
		"attachments-changed", "attachments-changed", text("The attachments went from {old} to {new}.", "Вложения изменились: были {old}, стали {new}."),
		grade{breaking, all, doCallers},
		grade{breaking, all, doCallers},
	},
	{
		"addressing-action-changed", "addressing-action-changed", text("The WS-Addressing action went from {old} to {new}.", "Действие WS-Addressing изменилось: было {old}, стало {new}."),
		grade{breaking, wire, doBoth},
		grade{warning, wire, doTolerate},
	},
	{
		"header-added", "header-removed", text("Header {name} was added; the description does not say whether it must be sent.", "Добавлен заголовок {name}; обязателен ли он, описание не говорит."),
		grade{warning, all, doAsk},
		grade{info, source, doRegenerate},
	},
	{
		"header-removed", "header-added", text("Header {name} was removed.", "Заголовок {name} удалён."),
		grade{breaking, all, doStopSend},
		grade{breaking, all, doStopRead},
	},
	{
		"header-became-required", "header-became-optional", text("Header {name} is now required (wsdl:required).", "Заголовок {name} стал обязательным (wsdl:required)."),
		grade{breaking, wire, doSend},
		grade{info, nothing, doNothing},
	},
	{
		"header-became-optional", "header-became-required", text("Header {name} is no longer required (wsdl:required).", "Заголовок {name} больше не обязателен (wsdl:required)."),
		grade{info, nothing, doNothing},
		grade{warning, wire, doTolerate},
	},
}
