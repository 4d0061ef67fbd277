// QR codes, so that nobody types a link from paper.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace pcsp::text {

// `text` as a QR code that is still read with a fold through it: an <svg class="qr"> that scales,
// with the white frame that readers need. "" if it is more than a code can hold, or is empty.
std::string QrCodeSvg(absl::string_view text);

}  // namespace pcsp::text
