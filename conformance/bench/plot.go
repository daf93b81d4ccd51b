package bench

import (
	"cmp"
	"fmt"
	"html"
	"math"
	"slices"
	"strings"
)

// Colours of plots: ours stands out, bounds are dark, rivals grey.
const (
	inkOurs  = "#1565c0"
	inkBound = "#37474f"
	inkRival = "#b0bec5"
	inkText  = "#263238"
	inkGrid  = "#e0e4e7"
)

// bar is one bar of a plot; it reaches from the left edge to its value on a logarithmic
// axis.
type bar struct {
	name  string
	value float64
	label string
}

const (
	plotWidth  = 860
	plotLeft   = 270
	plotRight  = 150
	barHeight  = 22
	barPitch   = 30
	plotTop    = 46
	plotBottom = 34
)

// bars draws bars over a logarithmic axis.
func bars(title, axis string, list []bar) []byte {
	height := plotTop + len(list)*barPitch + plotBottom
	b := newDrawing(plotWidth, height, title)
	low, high := decade(list)
	low = below(low, list)
	x := func(v float64) float64 {
		return plotLeft + (math.Log10(v)-low)/(high-low)*(plotWidth-plotLeft-plotRight)
	}
	bottom := height - plotBottom
	for power := low; power <= high; power++ {
		at := x(math.Pow(10, power))
		b.line(at, plotTop-6, at, float64(bottom), inkGrid, 1)
		b.text(at, float64(bottom)+16, "middle", 11, inkText, scale(math.Pow(10, power), axis))
	}
	for i, one := range list {
		y := float64(plotTop + i*barPitch)
		b.text(plotLeft-10, y+barHeight/2+5, "end", 13, inkText, one.name)
		b.rect(plotLeft, y, max(1, x(one.value)-plotLeft), barHeight, ink(one.name))
		b.text(max(plotLeft, x(one.value))+8, y+barHeight/2+5, "start", 13, inkText, one.label)
	}
	return b.end()
}

func ink(name string) string {
	switch {
	case strings.HasPrefix(name, Ours):
		return inkOurs
	case strings.HasPrefix(name, Hand), name == Raw, strings.Contains(name, "+ hand"):
		return inkBound
	}
	return inkRival
}

// decade returns the powers of ten around the values.
func decade(list []bar) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, one := range list {
		low, high = min(low, math.Floor(math.Log10(one.value*0.999))), max(high, math.Ceil(math.Log10(one.value)))
	}
	return low, max(high, low+1)
}

// below makes room for the shortest bar to be seen.
func below(low float64, list []bar) float64 {
	for _, one := range list {
		if math.Log10(one.value) < low+0.3 {
			return low - 1
		}
	}
	return low
}

// scale writes a tick of an axis of nanoseconds or plain numbers.
func scale(v float64, axis string) string {
	if axis == "ns" {
		return strings.Replace(Nanoseconds(v), ".00", "", 1)
	}
	return number(v)
}

// series is one line of a growth plot.
type series struct {
	name   string
	points [][2]float64
}

// growth draws lines over two logarithmic axes: bytes and time.
func growth(title string, lines []series) []byte {
	const height, left, right, bottom = 420, 80, 240, 46
	b := newDrawing(plotWidth, height, title)
	var xs, ys []bar
	for _, line := range lines {
		for _, p := range line.points {
			xs, ys = append(xs, bar{value: p[0]}), append(ys, bar{value: p[1]})
		}
	}
	xLow, xHigh := decade(xs)
	yLow, yHigh := decade(ys)
	x := func(v float64) float64 {
		return left + (math.Log10(v)-xLow)/(xHigh-xLow)*(plotWidth-left-right)
	}
	y := func(v float64) float64 {
		return height - bottom - (math.Log10(v)-yLow)/(yHigh-yLow)*(height-bottom-plotTop)
	}
	for power := xLow; power <= xHigh; power++ {
		at := x(math.Pow(10, power))
		b.line(at, plotTop, at, height-bottom, inkGrid, 1)
		b.text(at, height-bottom+18, "middle", 11, inkText, size(math.Pow(10, power)))
	}
	for power := yLow; power <= yHigh; power++ {
		at := y(math.Pow(10, power))
		b.line(left, at, plotWidth-right, at, inkGrid, 1)
		b.text(left-8, at+4, "end", 11, inkText, scale(math.Pow(10, power), "ns"))
	}
	used := 0.0
	slices.SortFunc(lines, func(a, b series) int { return cmp.Compare(end(b), end(a)) }) // as their names stand
	for _, line := range lines {
		var path strings.Builder
		for i, p := range line.points {
			command := " L"
			if i == 0 {
				command = "M"
			}
			fmt.Fprintf(&path, "%s%.1f %.1f", command, x(p[0]), y(p[1]))
			b.circle(x(p[0]), y(p[1]), ink(line.name))
		}
		b.path(path.String(), ink(line.name), line.name == OursStream)
		last := line.points[len(line.points)-1]
		used = max(used+17, y(last[1])+4)
		b.text(x(last[0])+10, used, "start", 12, inkText, line.name)
	}
	return b.end()
}

func end(line series) float64 { return line.points[len(line.points)-1][1] }

func size(bytes float64) string {
	switch {
	case bytes >= 1e6:
		return number(bytes/1e6) + " MB"
	case bytes >= 1e3:
		return number(bytes/1e3) + " KB"
	}
	return number(bytes) + " B"
}

// drawing is an SVG being written.
type drawing struct{ strings.Builder }

func newDrawing(width, height int, title string) *drawing {
	d := &drawing{}
	fmt.Fprintf(d, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d" font-family="system-ui, sans-serif" role="img">`+"\n", width, height)
	fmt.Fprintf(d, "<title>%s</title>\n<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n", html.EscapeString(title), width, height)
	d.text(16, 26, "start", 15, inkText, title)
	return d
}

func (d *drawing) text(x, y float64, anchor string, size int, color, text string) {
	fmt.Fprintf(d, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\" fill=\"%s\">%s</text>\n", x, y, anchor, size, color, html.EscapeString(text))
}

func (d *drawing) line(x1, y1, x2, y2 float64, color string, width int) {
	fmt.Fprintf(d, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>\n", x1, y1, x2, y2, color, width)
}

func (d *drawing) rect(x, y, width, height float64, color string) {
	fmt.Fprintf(d, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\" fill=\"%s\"/>\n", x, y, width, height, color)
}

func (d *drawing) circle(x, y float64, color string) {
	fmt.Fprintf(d, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>\n", x, y, color)
}

func (d *drawing) path(path, color string, dashed bool) {
	dash := ""
	if dashed {
		dash = ` stroke-dasharray="7 4"`
	}
	fmt.Fprintf(d, "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>\n", path, color, dash)
}

func (d *drawing) end() []byte { return []byte(d.String() + "</svg>\n") }
