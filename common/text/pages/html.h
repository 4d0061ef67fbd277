// Text that comes from people or files, on a page.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace pcsp::text {

// `text` as it may stand between tags and in quoted attributes of HTML, whichever quotes they have.
std::string HtmlEscaped(absl::string_view text);

}  // namespace pcsp::text
