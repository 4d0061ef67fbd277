#include "common/text/base_letters.h"

#include <algorithm>
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
  while (!text.empty()) {
    // Most of it is plain already, and taken as it is.
    const auto other = std::find_if(text.begin(), text.end(),
                                    [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    const auto run = static_cast<size_t>(other - text.begin());
    plain.append(text.data(), run);
    text.remove_prefix(run);
    if (text.empty()) break;
    const char letter = text.size() > 1 ? BaseLetter(static_cast<unsigned char>(text[0]),
                                                     static_cast<unsigned char>(text[1]))
                                        : '\0';
    plain.push_back(letter != 0 ? letter : text[0]);
    text.remove_prefix(letter != 0 ? 2 : 1);
  }
  return plain;
}

}  // namespace pcsp::text
