#include "gateway/cli/training/sign_in_sheet.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/text/pages/html.h"

namespace pcsp::cli {
namespace {

using text::HtmlEscaped;

constexpr char kStyle[] = R"(
@page { size: A4; margin: 15mm }
body { font: 11pt sans-serif }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #555; padding: 2mm; text-align: left; height: 8mm }
th:last-child { width: 35% }
tr { break-inside: avoid }
)";

std::string Row(size_t number, const SheetRow& row) {
  return absl::StrCat("<tr><td>", number, "</td><td>", HtmlEscaped(row.name), "</td><td>",
                      HtmlEscaped(row.practice), "</td><td>", HtmlEscaped(row.staff_group),
                      "</td><td></td></tr>\n");
}

}  // namespace

std::string SheetAsHtml(SignInSheet sheet) {
  std::sort(sheet.rows.begin(), sheet.rows.end(),
            [](const SheetRow& a, const SheetRow& b) { return a.name < b.name; });
  sheet.rows.resize(sheet.rows.size() + static_cast<size_t>(std::max(0, sheet.empty_rows)));
  std::string html = absl::StrCat(
      "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<title>",
      HtmlEscaped(sheet.title), "</title>\n<style>", kStyle, "</style>\n</head>\n<body>\n<h1>",
      HtmlEscaped(sheet.title), "</h1>\n<p>", HtmlEscaped(sheet.start), " to ",
      HtmlEscaped(sheet.end), ", ", HtmlEscaped(sheet.place),
      "</p>\n<table>\n<thead><tr><th scope=\"col\">No.</th><th scope=\"col\">Name</th><th "
      "scope=\"col\">Practice</th><th scope=\"col\">Staff group</th><th "
      "scope=\"col\">Signature</th></tr></thead>\n<tbody>\n");
  for (size_t i = 0; i < sheet.rows.size(); ++i) absl::StrAppend(&html, Row(i + 1, sheet.rows[i]));
  return absl::StrCat(html, "</tbody>\n</table>\n</body>\n</html>\n");
}

}  // namespace pcsp::cli
