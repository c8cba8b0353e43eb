"""Native charts of slides and documents, which PowerPoint, Word and WPS can edit: both are drawn by the same hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from inspection.formats.paper import Chart, printable
from inspection.formats.paper_xlsx import ranges

LATIN, EAST = "Arial", "仿宋"
SERIES = ("1F4E79", "8FA3B5", "B5443B")


@dataclass(frozen=True)
class Native:
    """A chart as a part of a package: its XML, and the workbook behind it."""

    xml: bytes
    workbook: bytes


def add_chart(shapes, box: tuple, chart: Chart, size: float, most: float | None = None):
    """A native chart on a slide, at (left, top, width, height), its letters of `size` points; `most`: where its axis ends."""
    data = CategoryChartData(number_format="0.0%" if chart.percent else "#,##0")
    data.categories = [printable(name) for name in chart.categories]
    for series in chart.series:
        data.add_series(printable(series.name), series.values)
    kind = XL_CHART_TYPE.LINE if chart.kind == "line" else XL_CHART_TYPE.BAR_CLUSTERED
    drawn = shapes.add_chart(kind, *box, data).chart
    _look(drawn, chart, size)
    if most:
        drawn.value_axis.maximum_scale = most
    return drawn


def native(chart: Chart, size: float) -> Native:
    """The chart of a document, with letters of `size` points: drawn on a slide that is thrown away."""
    shown = Presentation()
    slide = shown.slides.add_slide(shown.slide_layouts[6])
    part = add_chart(slide.shapes, (Emu(0), Emu(0), Emu(1), Emu(1)), chart, size).part
    return Native(part.blob, part.chart_workbook.xlsx_part.blob)


def _look(drawn, chart: Chart, size: float) -> None:
    """Fonts, colours, labels and axes of a native chart; ranges as error bars."""
    drawn.font.size, drawn.font.name = Pt(size), LATIN
    for properties in drawn._chartSpace.iter(qn("a:defRPr")):
        if properties.find(qn("a:ea")) is None:
            properties.append(parse_xml(f'<a:ea {nsdecls("a")} typeface="{EAST}"/>'))
    drawn.has_title = False
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    plot = drawn.plots[0]
    value, category = drawn.value_axis, drawn.category_axis
    value.minimum_scale = 0
    value.has_major_gridlines = chart.kind == "line"
    value.format.line.fill.background()
    value.tick_labels.number_format_is_linked = False
    value.tick_labels.number_format = "0%" if chart.percent else "#,##0"
    for at, series in enumerate(plot.series):
        colour = RGBColor.from_string(SERIES[at % len(SERIES)])
        if chart.kind == "line":
            series.smooth = False
            series.format.line.color.rgb, series.format.line.width = colour, Pt(size / 6)
            series.marker.format.fill.background()
            series.marker.format.line.fill.background()
        else:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = RGBColor.from_string("B8C6D3") if chart.kind == "intervals" else colour
    if chart.kind == "line":
        value.major_gridlines.format.line.color.rgb = RGBColor.from_string("D5DCE2")
        skip = max(1, len(chart.categories) // 8)
        axis = category._element
        for name in ("c:tickLblSkip", "c:tickMarkSkip"):
            found = axis.find(qn(name))
            if found is None:
                found = parse_xml(f'<{name} {nsdecls("c")} val="{skip}"/>')
                axis.find(qn("c:noMultiLvlLbl")).addprevious(found)
        return
    category.reverse_order = True
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    plot.gap_width = 50
    if chart.kind == "bars":
        value.visible = False
        plot.has_data_labels = True
        plot.data_labels.show_value = True
        plot.data_labels.number_format_is_linked = False
        plot.data_labels.number_format = "0.0%" if chart.percent else "#,##0"
    else:
        _error_bars(plot.series[0]._element, *ranges(chart))


def _error_bars(series, over: Sequence[float], under: Sequence[float]) -> None:
    """Ranges around the values of a lying bar, as numbers of the chart's own."""

    def numbers(name: str, values: Sequence[float]) -> str:
        points = "".join(f'<c:pt idx="{at}"><c:v>{value:g}</c:v></c:pt>' for at, value in enumerate(values))
        count = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>'
        return f"<c:{name}><c:numLit>{count}{points}</c:numLit></c:{name}>"

    line = f'<c:spPr><a:ln w="28575"><a:solidFill><a:srgbClr val="{SERIES[0]}"/></a:solidFill></a:ln></c:spPr>'
    made = (
        f'<c:errBars {nsdecls("c", "a")}><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"{numbers('plus', over)}{numbers('minus', under)}{line}</c:errBars>"
    )
    series.find(qn("c:cat")).addprevious(parse_xml(made))
