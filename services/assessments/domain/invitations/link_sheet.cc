#include "services/assessments/domain/invitations/link_sheet.h"

#include "absl/strings/str_cat.h"
#include "common/text/pages/html.h"
#include "common/text/pages/qr_code.h"

namespace pcsp::assessments {
namespace {

constexpr absl::string_view kHead = R"(<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>Invitations</title>
<style>
body { font: 11pt/1.4 sans-serif; margin: 0; color: #000; background: #fff; }
section { break-after: page; }
h1 { font-size: 13pt; margin: 0; padding: 4mm 8mm; }
li { list-style: none; break-inside: avoid; border-top: 1px dashed #000; padding: 4mm 8mm;
     display: flex; gap: 6mm; align-items: center; }
li:last-child { border-bottom: 1px dashed #000; }
ul, p { margin: 0; padding: 0; }
p + p { margin-top: 1.5mm; }
.qr { flex: none; width: 30mm; height: 30mm; }
a { font-family: monospace; overflow-wrap: anywhere; color: #000; }
</style>
</head>
<body>
)";

// "Works once, until 31 December 2026, 00:00 UTC."
std::string HowLong(const SheetPart& part) {
  if (!part.until) return "Works once.";
  return absl::StrCat("Works once, until ",
                      absl::FormatTime("%-d %B %Y, %H:%M", *part.until, absl::UTCTimeZone()),
                      " UTC.");
}

void AddSlip(absl::string_view title, const SheetPart& part, absl::string_view link,
             std::string& page) {
  const std::string safe = text::HtmlEscaped(link);
  absl::StrAppend(&page, "<li>", text::QrCodeSvg(link), "<div><p><b>", text::HtmlEscaped(title),
                  "</b>, ", text::HtmlEscaped(part.site), ", ", text::HtmlEscaped(part.staff_group),
                  "</p>\n<p>Point a phone's camera at the code, or type: <a href=\"", safe, "\">",
                  safe, "</a></p>\n<p>", HowLong(part),
                  " It does not say who you are, and nobody keeps which slip you drew."
                  "</p></div></li>\n");
}

}  // namespace

std::string LinkOf(absl::string_view link_base, absl::string_view wave_name,
                   absl::string_view token) {
  return absl::StrCat(link_base, "#wave=", wave_name, "&token=", token);
}

std::string LinkSheet(absl::string_view wave_title, const std::vector<SheetPart>& parts) {
  std::string page(kHead);
  for (const SheetPart& part : parts) {
    absl::StrAppend(&page, "<section>\n<h1>", text::HtmlEscaped(part.site), ", ",
                    text::HtmlEscaped(part.staff_group),
                    ": cut along the lines, fold, and let people draw</h1>\n<ul>\n");
    for (const std::string& link : part.links) AddSlip(wave_title, part, link, page);
    page += "</ul>\n</section>\n";
  }
  return page + "</body>\n</html>\n";
}

}  // namespace pcsp::assessments
