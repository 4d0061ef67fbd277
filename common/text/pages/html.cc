#include "common/text/pages/html.h"

#include "absl/strings/str_replace.h"

namespace pcsp::text {

std::string HtmlEscaped(absl::string_view text) {
  return absl::StrReplaceAll(
      text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
}

}  // namespace pcsp::text
