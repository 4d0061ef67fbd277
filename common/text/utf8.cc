#include "common/text/utf8.h"

#include <unicode/utf8.h>

#include <cstdint>

namespace pcsp::text {

bool IsCleanUtf8(absl::string_view text) {
  const char* bytes = text.data();
  const int64_t size = static_cast<int64_t>(text.size());
  for (int64_t i = 0; i < size;) {
    UChar32 c;
    U8_NEXT(bytes, i, size, c);
    if (c <= 0) return false;
  }
  return true;
}

}  // namespace pcsp::text
