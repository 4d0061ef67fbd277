#include "common/text/base_letters.h"

#include <cstddef>

namespace pcsp::text {
namespace {

// Of U+00C0 to U+017F; a dot where there is no letter.
constexpr absl::string_view kBaseLetters =
    "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

constexpr int kFirstLetter = 0xC0;

}  // namespace

char BaseLetter(unsigned char lead, unsigned char next) {
  if ((lead & 0xE0) != 0xC0) return 0;
  const int code = ((lead & 0x1F) << 6) | (next & 0x3F);
  const int place = code - kFirstLetter;
  if (place < 0 || place >= static_cast<int>(kBaseLetters.size())) return 0;
  return kBaseLetters[place] == '.' ? '\0' : kBaseLetters[place];
}

std::string WithoutAccents(absl::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const char letter = i + 1 < text.size() ? BaseLetter(static_cast<unsigned char>(text[i]),
                                                         static_cast<unsigned char>(text[i + 1]))
                                            : '\0';
    plain.push_back(letter != 0 ? letter : text[i]);
    if (letter != 0) ++i;
  }
  return plain;
}

}  // namespace pcsp::text
