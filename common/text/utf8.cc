#include "common/text/utf8.h"

#include <unicode/utf8.h>

#include <algorithm>
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

size_t CharactersIn(absl::string_view text) {
  // All bytes of a character but its first have these bits.
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  }));
}

}  // namespace pcsp::text
