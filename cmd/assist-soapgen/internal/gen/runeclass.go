package gen

import "unicode"

// classEscape is the set of a multi-character escape, nil if there is none of that
// letter.
func classEscape(letter rune) *runeSet {
	switch letter {
	case 'd':
		return tableSet(`\p{Nd}`, unicode.Nd)
	case 'D':
		return tableSet("", unicode.Nd).negatedShort(`\P{Nd}`)
	case 's':
		return &runeSet{ranges: []runeRange{{'\t', '\n'}, {'\r', '\r'}, {' ', ' '}}, short: `\t\n\r `}
	case 'S':
		return classEscape('s').negatedIf(true)
	case 'w': // the standard leaves _ out, authors do not: what they mean is let through
		s := tableSet(`\p{L}\p{M}\p{N}\p{S}`, unicode.L, unicode.M, unicode.N, unicode.S)
		s.add('_', '_')
		return s
	case 'W':
		return tableSet(`\p{P}\p{Z}\p{C}`, unicode.P, unicode.Z, unicode.C)
	case 'i':
		return nameStart()
	case 'I':
		return nameStart().negatedIf(true)
	case 'c':
		return nameChar()
	case 'C':
		return nameChar().negatedIf(true)
	}
	return nil
}

// negatedShort is the complement under a spelling that can stand among others.
func (s *runeSet) negatedShort(short string) *runeSet {
	n := s.negatedIf(true)
	n.short = short
	return n
}

// nameStart are the characters an XML name may begin with (XML 1.0 fifth edition).
func nameStart() *runeSet {
	return setOfRanges([]runeRange{
		{':', ':'},
		{'A', 'Z'},
		{'_', '_'},
		{'a', 'z'},
		{0xC0, 0xD6},
		{0xD8, 0xF6},
		{0xF8, 0x2FF},
		{0x370, 0x37D},
		{0x37F, 0x1FFF},
		{0x200C, 0x200D},
		{0x2070, 0x218F},
		{0x2C00, 0x2FEF},
		{0x3001, 0xD7FF},
		{0xF900, 0xFDCF},
		{0xFDF0, 0xFFFD},
		{0x10000, 0xEFFFF},
	})
}

// nameChar are the characters an XML name consists of.
func nameChar() *runeSet {
	s := nameStart()
	for _, r := range []runeRange{{'-', '.'}, {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}} {
		s.add(r.low, r.high)
	}
	return s
}

func setOfRanges(ranges []runeRange) *runeSet {
	s := &runeSet{}
	for _, r := range ranges {
		s.add(r.low, r.high)
	}
	return s
}

// blocks are the Unicode blocks patterns name in practice.
var blocks = map[string]runeRange{
	"IsBasicLatin":                     {0x0000, 0x007F},
	"IsLatin-1Supplement":              {0x0080, 0x00FF},
	"IsLatinExtended-A":                {0x0100, 0x017F},
	"IsLatinExtended-B":                {0x0180, 0x024F},
	"IsIPAExtensions":                  {0x0250, 0x02AF},
	"IsSpacingModifierLetters":         {0x02B0, 0x02FF},
	"IsCombiningDiacriticalMarks":      {0x0300, 0x036F},
	"IsGreek":                          {0x0370, 0x03FF},
	"IsCyrillic":                       {0x0400, 0x04FF},
	"IsArmenian":                       {0x0530, 0x058F},
	"IsHebrew":                         {0x0590, 0x05FF},
	"IsArabic":                         {0x0600, 0x06FF},
	"IsDevanagari":                     {0x0900, 0x097F},
	"IsThai":                           {0x0E00, 0x0E7F},
	"IsGeorgian":                       {0x10A0, 0x10FF},
	"IsHangulJamo":                     {0x1100, 0x11FF},
	"IsLatinExtendedAdditional":        {0x1E00, 0x1EFF},
	"IsGreekExtended":                  {0x1F00, 0x1FFF},
	"IsGeneralPunctuation":             {0x2000, 0x206F},
	"IsSuperscriptsandSubscripts":      {0x2070, 0x209F},
	"IsCurrencySymbols":                {0x20A0, 0x20CF},
	"IsLetterlikeSymbols":              {0x2100, 0x214F},
	"IsNumberForms":                    {0x2150, 0x218F},
	"IsArrows":                         {0x2190, 0x21FF},
	"IsMathematicalOperators":          {0x2200, 0x22FF},
	"IsCJKSymbolsandPunctuation":       {0x3000, 0x303F},
	"IsHiragana":                       {0x3040, 0x309F},
	"IsKatakana":                       {0x30A0, 0x30FF},
	"IsCJKUnifiedIdeographs":           {0x4E00, 0x9FFF},
	"IsHangulSyllables":                {0xAC00, 0xD7A3},
	"IsPrivateUse":                     {0xE000, 0xF8FF},
	"IsHalfwidthandFullwidthForms":     {0xFF00, 0xFFEF},
	"IsCJKCompatibilityIdeographs":     {0xF900, 0xFAFF},
	"IsAlphabeticPresentationForms":    {0xFB00, 0xFB4F},
	"IsArabicPresentationForms-A":      {0xFB50, 0xFDFF},
	"IsArabicPresentationForms-B":      {0xFE70, 0xFEFE},
	"IsCombiningMarksforSymbols":       {0x20D0, 0x20FF},
	"IsMiscellaneousTechnical":         {0x2300, 0x23FF},
	"IsGeometricShapes":                {0x25A0, 0x25FF},
	"IsBoxDrawing":                     {0x2500, 0x257F},
	"IsHighSurrogates":                 {0xD800, 0xDB7F},
	"IsLowSurrogates":                  {0xDC00, 0xDFFF},
	"IsCyrillicSupplementary":          {0x0500, 0x052F},
	"IsHangulCompatibilityJamo":        {0x3130, 0x318F},
	"IsEnclosedAlphanumerics":          {0x2460, 0x24FF},
	"IsDingbats":                       {0x2700, 0x27BF},
	"IsMiscellaneousSymbols":           {0x2600, 0x26FF},
	"IsBlockElements":                  {0x2580, 0x259F},
	"IsOpticalCharacterRecognition":    {0x2440, 0x245F},
	"IsControlPictures":                {0x2400, 0x243F},
	"IsCJKRadicalsSupplement":          {0x2E80, 0x2EFF},
	"IsKangxiRadicals":                 {0x2F00, 0x2FDF},
	"IsBopomofo":                       {0x3100, 0x312F},
	"IsCJKCompatibility":               {0x3300, 0x33FF},
	"IsEnclosedCJKLettersandMonths":    {0x3200, 0x32FF},
	"IsCJKUnifiedIdeographsExtensionA": {0x3400, 0x4DB5},
}

// propertySet is the set of a Unicode category or block, nil if unknown.
func propertySet(name string) *runeSet {
	if table, ok := unicode.Categories[name]; ok {
		return tableSet(`\p{`+name+`}`, table)
	}
	if r, ok := blocks[name]; ok {
		return setOfRanges([]runeRange{r})
	}
	return nil
}
