"""Constants that dress the page: style sheet, reading direction, icon. Nothing here takes a value from the data."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

ICON = str(Path(__file__).resolve().parent.parent / "static" / "icon.png")

# One static script per language: it turns the whole document, side bar included, which CSS alone does not.
DIRECTION = {
    "ar": "<script>document.documentElement.dir='rtl';document.documentElement.lang='ar'</script>",
    "en": "<script>document.documentElement.dir='ltr';document.documentElement.lang='en'</script>",
}

STYLE = """<style>
[data-testid=stPlotlyChart],[data-testid=stDataFrame],[data-testid=stMetricChart],[data-testid=stDateInputField]{direction:ltr}
[data-testid=stMetricValue],[data-testid=stMetricDelta] p{direction:ltr;unicode-bidi:isolate}
html[dir=rtl] [data-testid=stTooltipIcon]{margin-inline-start:.35rem}
html[dir=rtl] [data-testid=stMetricValue]{text-align:right}
[role=option]{unicode-bidi:plaintext;text-align:start}
.st-key-language,.st-key-language *{direction:ltr}
[data-testid=stSidebar][data-collapsed=true]{display:none!important}
[data-testid=stMainBlockContainer]{max-width:1240px;padding-top:4.4rem}
[data-testid=stMetricLabel]{gap:.35rem}
[data-testid=stMetricLabel] p{font-weight:600}
html[dir=rtl] :is([data-testid=stHeading],[data-testid=stMarkdownContainer],[data-testid=stCaptionContainer]){
 text-align:right}
html[dir=rtl] button[data-variant=segmented_control]{border-radius:0;margin:0 0 0 -1px}
html[dir=rtl] button[data-variant=segmented_control]:first-of-type{border-radius:0 .5rem .5rem 0}
html[dir=rtl] button[data-variant=segmented_control]:last-of-type{border-radius:.5rem 0 0 .5rem;margin:0}
html[dir=rtl] button[data-variant=segmented_control][aria-checked=false]{
 border-left-color:color-mix(in srgb,currentColor 20%,transparent)!important}
.st-key-language button[data-variant=segmented_control]:first-of-type{border-radius:.5rem 0 0 .5rem!important}
.st-key-language button[data-variant=segmented_control]:last-of-type{border-radius:0 .5rem .5rem 0!important}
[data-testid=stLayoutWrapper]:has(>[data-testid=stVerticalBlock]>[class*=st-key-files_]){flex:none;width:auto}
[class*=st-key-tools_]{margin:-.35rem 0 .55rem;padding-inline:.4rem}
.st-key-chips button{min-height:0;padding:.05rem .6rem;border-radius:1rem;font-size:.9rem}
html[dir=rtl] [data-tag] button{margin-inline-start:.35rem}
html[dir=rtl] [data-testid=stMultiSelect] input{padding-inline:.5rem 0}
[data-testid=stBaseButton-tertiary]:enabled p{text-decoration:underline;text-underline-offset:.25em}
[data-testid=stCaptionContainer],[data-testid=stCaptionContainer] p{opacity:1!important;color:#566270;
 color:light-dark(#566270,#A6B2BE)!important}
button[data-selected=true] [data-testid=stMarkdownContainer]{color:light-dark(#0F5C7A,#8CCBE4)!important}
h1,h2,h3{letter-spacing:0!important}
.rasd-head{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 1rem}
.rasd-brand{margin:0;font-size:1.7rem;font-weight:600;line-height:1.3}
.rasd-sub{margin:0;opacity:.75;line-height:1.6}
.rasd-note{margin:0;padding:.35rem .9rem;border-inline-start:4px solid #0F5C7A;background:rgba(15,92,122,.09);
 border-radius:.35rem;line-height:1.6}
.rasd-sample{margin:0;padding:.45rem .9rem;border:1px solid #D9A93F;background:#FFF3D6;color:#5A3C00;
 border-radius:.4rem;line-height:1.6}
.rasd-footer{margin:2.2rem 0 0;padding-top:.8rem;border-top:1px solid rgba(128,140,152,.3);font-size:.85rem;opacity:.75;
 line-height:1.7}
.rasd-card{margin:0;padding:1rem 1.15rem .85rem;border:1px solid rgba(128,140,152,.28);border-radius:.5rem;
 border-inline-start-width:5px}
.rasd-card .quote{margin:0 0 .7rem;font-size:1.06rem;line-height:1.85}
.rasd-card mark{background:#FFE9A8;color:#1C2733;padding:.05em .25em;border-radius:.2em;font-weight:600}
.rasd-card .facts{display:flex;flex-wrap:wrap;gap:.3rem .5rem;align-items:center;font-size:.88rem;line-height:1.7}
.rasd-card .chip{display:inline-flex;align-items:center;gap:.4rem;padding:.05rem .6rem;border-radius:1rem;
 background:rgba(128,140,152,.15)}
.rasd-card .chip.warn{background:#FFF3D6;color:#5A3C00;border:1px solid #D9A93F}
.rasd-card .chip.seen{background:rgba(15,92,122,.13);border:1px solid rgba(15,92,122,.45)}
.rasd-around{margin:0 0 .4rem;padding:.6rem 1rem;background:rgba(128,140,152,.1);border-radius:.4rem;font-size:.95rem;
 line-height:1.8}
.rasd-card .dot{width:.65rem;height:.65rem;border-radius:.15rem;flex:none}
.rasd-card .source{margin:.55rem 0 0;font-size:.88rem;opacity:.85;line-height:1.7}
.rasd-card details{margin:.5rem 0 0;font-size:.86rem;line-height:1.8}
.rasd-card summary{cursor:pointer;opacity:.85;width:fit-content}
.rasd-card dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .9rem;margin:.4rem 0 0}
.rasd-card dt{opacity:.7;font-weight:400}
.rasd-card dd{margin:0}
.rasd-card a{color:inherit;text-underline-offset:.2em}
:is(.rasd-card,.rasd-sample) code{
 font-size:.92em;direction:ltr;unicode-bidi:isolate;background:none;color:inherit;padding:0}
.st-key-language [role=radiogroup]{flex-wrap:nowrap}
.st-key-language button{flex:none;min-width:max-content}
.st-key-brief_picture{max-width:900px}
@media screen and (max-width:1150px){.st-key-numbers{grid-template-columns:1fr 1fr!important}}
@page{size:400mm 566mm;margin:10mm}
@media print{
 html,body,#root,[data-testid=stApp],[data-testid=stAppViewContainer],[data-testid=stMain]{position:static!important;
  height:auto!important;overflow:visible!important;display:block!important}
 [data-testid=stSidebar],[data-testid=stHeader],[data-testid=stToolbar],[data-testid=stExpander],.st-key-language,
 .st-key-page_buttons,[class*=st-key-movers_],.rasd-sub,[data-testid=stMain] h2,
 .st-key-read_all,.st-key-trend_switches,.st-key-map_switches,.st-key-reset,.modebar,
 [data-testid=stBaseButton-tertiary],[data-testid=stTooltipIcon]{display:none!important}
 [data-testid=stMainBlockContainer]{max-width:none!important;width:1420px!important;padding:0!important}
 [data-testid=stVerticalBlock]{gap:.55rem!important}
 .rasd-footer{margin-top:.4rem!important}
 *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
@media (max-width:640px){
 .st-key-map_switches [role=radiogroup]{flex-wrap:wrap}
 [data-testid=stMainBlockContainer]{padding-inline:1rem}
 .rasd-card{padding:.8rem .85rem .7rem}
 .rasd-card dl{grid-template-columns:1fr}
 .rasd-brand{font-size:1.4rem}
}
</style>"""


def dress(lang: str) -> None:
    """Style and reading direction of the page; call once in each run, before anything else is drawn."""
    st.html(STYLE)
    st.html(DIRECTION[lang], unsafe_allow_javascript=True)
