package diff

// valueTwins are the changes of what a simple value may be.
var valueTwins = []twin{
	{
		"enum-value-added", "enum-value-removed", text("Values were added: {new}.", "Добавлены значения: {new}."),
		grade{info, source, doRegenerate},
		grade{warning, all, doTolerate},
	},
	{
		"enum-value-removed", "enum-value-added", text("Values were removed: {old}.", "Удалены значения: {old}."),
		grade{breaking, all, doCheck},
		grade{warning, source, doStopRead},
	},
	{
		"facet-tightened", "facet-loosened", text("{facet} was tightened from {old} to {new}.", "Ограничение {facet} ужесточено: было {old}, стало {new}."),
		grade{breaking, wire, doCheck},
		grade{info, nothing, doNothing},
	},
	{
		"facet-loosened", "facet-tightened", text("{facet} was loosened from {old} to {new}.", "Ограничение {facet} ослаблено: было {old}, стало {new}."),
		grade{info, nothing, doNothing},
		grade{warning, wire, doTolerate},
	},
	{
		"facet-changed", "facet-changed", text("{facet} went from {old} to {new}; which values that adds or takes away cannot be told.", "Ограничение {facet} изменилось: было {old}, стало {new}; какие значения добавились или исчезли, определить нельзя."),
		grade{warning, wire, doAsk},
		grade{warning, wire, doTolerate},
	},
}

// contentTwins are the changes of what a complex type may hold.
var contentTwins = []twin{
	{
		"choice-branch-added", "choice-branch-removed", text("The choice has {field} ({type}) as one more branch.", "В choice добавлена ветвь {field} ({type})."),
		grade{info, source, doRegenerate},
		grade{warning, all, doTolerate},
	},
	{
		"choice-branch-removed", "choice-branch-added", text("The choice no longer has the branch {field} ({type}).", "В choice больше нет ветви {field} ({type})."),
		grade{breaking, all, doStopSend},
		grade{breaking, all, doStopRead},
	},
	{
		"field-entered-choice", "field-left-choice", text("{field} is now one branch of a choice and excludes the others.", "Поле {field} стало ветвью choice и исключает остальные."),
		grade{breaking, all, doCallers},
		grade{warning, all, doTolerate},
	},
	{
		"field-left-choice", "field-entered-choice", text("{field} is no longer a branch of a choice.", "Поле {field} больше не ветвь choice."),
		grade{warning, all, doCheck},
		grade{warning, all, doTolerate},
	},
	{
		"order-fixed", "order-freed", text("The elements must now come in order (all became sequence).", "Элементы теперь должны идти по порядку (all стало sequence)."),
		grade{breaking, wire, doCheck},
		grade{info, nothing, doNothing},
	},
	{
		"order-freed", "order-fixed", text("The elements may now come in any order (sequence became all).", "Элементы теперь могут идти в любом порядке (sequence стало all)."),
		grade{info, nothing, doNothing},
		grade{warning, wire, doTolerate},
	},
	{
		"wildcard-added", "wildcard-removed", text("Further content is now allowed: {new}.", "Теперь допускается дополнительное содержимое: {new}."),
		grade{info, source, doRegenerate},
		grade{info, all, doTolerate},
	},
	{
		"wildcard-removed", "wildcard-added", text("Further content is no longer allowed: {old}.", "Дополнительное содержимое больше не допускается: {old}."),
		grade{breaking, all, doStopSend},
		grade{warning, source, doStopRead},
	},
	{
		"wildcard-narrowed", "wildcard-widened", text("The further content allowed was narrowed from {old} to {new}.", "Допустимое дополнительное содержимое сужено: было {old}, стало {new}."),
		grade{breaking, wire, doCheck},
		grade{info, nothing, doNothing},
	},
	{
		"wildcard-widened", "wildcard-narrowed", text("The further content allowed was widened from {old} to {new}.", "Допустимое дополнительное содержимое расширено: было {old}, стало {new}."),
		grade{info, nothing, doNothing},
		grade{warning, wire, doTolerate},
	},
	{
		"text-allowed", "text-forbidden", text("Text may now stand between the elements (mixed content).", "Между элементами теперь допускается текст (mixed)."),
		grade{info, nothing, doNothing},
		grade{warning, wire, doTolerate},
	},
	{
		"text-forbidden", "text-allowed", text("Text may no longer stand between the elements (mixed content).", "Между элементами больше не допускается текст (mixed)."),
		grade{breaking, wire, doCheck},
		grade{info, nothing, doNothing},
	},
	{
		"type-became-abstract", "type-became-concrete", text("{name} is now abstract: a derived one must be named in its place.", "{name} теперь абстрактно: вместо него нужно указывать производное."),
		grade{breaking, all, doCallers},
		grade{warning, all, doTolerate},
	},
	{
		"type-became-concrete", "type-became-abstract", text("{name} is no longer abstract.", "{name} больше не абстрактно."),
		grade{info, source, doRegenerate},
		grade{info, source, doRegenerate},
	},
	{
		"subtype-added", "subtype-removed", text("Type {name} was added and may stand for {base} (xsi:type).", "Добавлен тип {name}; он может стоять вместо {base} (xsi:type)."),
		grade{info, source, doRegenerate},
		grade{warning, all, doTolerate},
	},
	{
		"subtype-removed", "subtype-added", text("Type {name} was removed; it could stand for {base} (xsi:type).", "Удалён тип {name}; он мог стоять вместо {base} (xsi:type)."),
		grade{breaking, all, doStopSend},
		grade{warning, source, doStopRead},
	},
	{
		"substitute-added", "substitute-removed", text("Element {name} may now stand for {base} (substitution group).", "Элемент {name} теперь может стоять вместо {base} (группа подстановки)."),
		grade{info, source, doRegenerate},
		grade{warning, all, doTolerate},
	},
	{
		"substitute-removed", "substitute-added", text("Element {name} may no longer stand for {base} (substitution group).", "Элемент {name} больше не может стоять вместо {base} (группа подстановки)."),
		grade{breaking, all, doStopSend},
		grade{warning, source, doStopRead},
	},
	{
		"array-shape-changed", "array-shape-changed", text("The dimensions of the array went from {old} to {new}.", "Размерность массива изменилась: была {old}, стала {new}."),
		grade{breaking, all, doCallers},
		grade{breaking, all, doCallers},
	},
	{
		"xsi-type-changed", "xsi-type-changed", text("Encoded messages now carry the type name {new}, not {old} (xsi:type).", "В сообщениях encoded теперь передаётся имя типа {new}, а не {old} (xsi:type)."),
		grade{warning, wire, doBoth},
		grade{warning, wire, doTolerate},
	},
}
