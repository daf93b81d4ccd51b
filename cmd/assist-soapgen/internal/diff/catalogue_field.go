package diff

// fieldTwins are the changes of one field: an element, an attribute or a part of an
// rpc message.
var fieldTwins = []twin{
	{
		"field-added-required", "field-removed-required", text("Required {field} ({type}) was added.", "Добавлено обязательное поле {field} ({type})."),
		grade{breaking, all, doSend},
		grade{info, source, doRegenerate},
	},
	{
		"field-removed-required", "field-added-required", text("Required {field} ({type}) was removed.", "Обязательное поле {field} ({type}) удалено."),
		grade{breaking, all, doStopSend},
		grade{breaking, all, doStopRead},
	},
	{
		"field-added-optional", "field-removed-optional", text("Optional {field} ({type}) was added.", "Добавлено необязательное поле {field} ({type})."),
		grade{info, source, doRegenerate},
		grade{info, source, doRegenerate},
	},
	{
		"field-removed-optional", "field-added-optional", text("Optional {field} ({type}) was removed.", "Необязательное поле {field} ({type}) удалено."),
		grade{breaking, all, doStopSend},
		grade{breaking, all, doStopRead},
	},
	{
		"field-renamed", "field-renamed", text("{old} is now called {new}, it seems.", "Поле {old}, по-видимому, теперь называется {new}."),
		grade{breaking, all, doBoth},
		grade{breaking, all, doBoth},
	},
	{
		"field-reordered", "field-reordered", text("{field} changed places; the field before it is now {before}. In a sequence the order is part of the message.", "Поле {field} поменяло место; перед ним теперь {before}. В sequence порядок — часть сообщения."),
		grade{breaking, wire, doBoth},
		grade{warning, wire, doTolerate},
	},
	{
		"field-retyped", "field-retyped", text("The type of {field} went from {old} to {new}.", "Тип поля {field} изменился: был {old}, стал {new}."),
		grade{breaking, all, doCallers},
		grade{breaking, all, doCallers},
	},
	{
		"field-type-widened", "field-type-narrowed", text("The type of {field} was widened from {old} to {new}.", "Тип поля {field} расширен: был {old}, стал {new}."),
		grade{warning, source, doCallers},
		grade{breaking, all, doCallers},
	},
	{
		"field-type-narrowed", "field-type-widened", text("The type of {field} was narrowed from {old} to {new}.", "Тип поля {field} сужен: был {old}, стал {new}."),
		grade{breaking, all, doCallers},
		grade{warning, source, doCallers},
	},
	{
		"field-became-required", "field-became-optional", text("{field} is now required.", "Поле {field} стало обязательным."),
		grade{breaking, all, doSend},
		grade{warning, source, doCallers},
	},
	{
		"field-became-optional", "field-became-required", text("{field} is now optional.", "Поле {field} стало необязательным."),
		grade{warning, source, doCallers},
		grade{breaking, all, doCallers},
	},
	{
		"field-became-list", "field-became-single", text("{field} may now occur {new} times, not {old}.", "Поле {field} теперь может встречаться {new} раз, а не {old}."),
		grade{warning, source, doCallers},
		grade{breaking, all, doCallers},
	},
	{
		"field-became-single", "field-became-list", text("{field} may now occur {new} times only, not {old}.", "Поле {field} теперь может встречаться только {new} раз, а не {old}."),
		grade{breaking, all, doCallers},
		grade{warning, source, doCallers},
	},
	{
		"occurrence-narrowed", "occurrence-widened", text("The occurrence of {field} was narrowed from {old} to {new}.", "Число вхождений {field} сужено: было {old}, стало {new}."),
		grade{breaking, wire, doCheck},
		grade{info, nothing, doNothing},
	},
	{
		"occurrence-widened", "occurrence-narrowed", text("The occurrence of {field} was widened from {old} to {new}.", "Число вхождений {field} расширено: было {old}, стало {new}."),
		grade{info, nothing, doNothing},
		grade{warning, wire, doTolerate},
	},
	{
		"field-became-nillable", "field-lost-nillable", text("{field} may now be nil.", "Поле {field} теперь может быть nil."),
		grade{info, source, doRegenerate},
		grade{warning, all, doTolerate},
	},
	{
		"field-lost-nillable", "field-became-nillable", text("{field} may no longer be nil.", "Поле {field} больше не может быть nil."),
		grade{breaking, all, doCallers},
		grade{info, source, doRegenerate},
	},
	{
		"default-added", "default-removed", text("{field} now has the default {new}.", "У поля {field} появилось значение по умолчанию {new}."),
		grade{info, wire, doCheck},
		grade{info, wire, doTolerate},
	},
	{
		"default-removed", "default-added", text("{field} no longer has the default {old}.", "У поля {field} больше нет значения по умолчанию {old}."),
		grade{warning, wire, doCheck},
		grade{warning, wire, doTolerate},
	},
	{
		"default-changed", "default-changed", text("The default of {field} went from {old} to {new}.", "Значение по умолчанию поля {field} изменилось: было {old}, стало {new}."),
		grade{warning, wire, doCheck},
		grade{warning, wire, doTolerate},
	},
	{
		"fixed-added", "fixed-removed", text("{field} must now be {new}.", "Поле {field} теперь должно быть равно {new}."),
		grade{breaking, wire, doCheck},
		grade{info, nothing, doNothing},
	},
	{
		"fixed-removed", "fixed-added", text("{field} need no longer be {old}.", "Поле {field} больше не обязано быть равно {old}."),
		grade{info, nothing, doNothing},
		grade{warning, wire, doTolerate},
	},
	{
		"fixed-changed", "fixed-changed", text("{field} must now be {new}, not {old}.", "Поле {field} теперь должно быть равно {new}, а не {old}."),
		grade{breaking, wire, doBoth},
		grade{breaking, wire, doBoth},
	},
}
