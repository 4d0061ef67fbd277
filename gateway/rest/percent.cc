#include "gateway/rest/percent.h"

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/text/utf8.h"
#include "gateway/rest/rest_errors.h"

namespace pcsp::rest {
std::optional<std::string> DecodeSegment(absl::string_view encoded, Slashes slashes) {
  std::string decoded;
  decoded.reserve(encoded.size());
  for (size_t i = 0; i < encoded.size(); ++i) {
    if (encoded[i] != '%') {
      decoded.push_back(encoded[i]);
      continue;
    }
    const absl::string_view hex = encoded.substr(i + 1, 2);
    if (hex.size() < 2 || !absl::ascii_isxdigit(hex[0]) || !absl::ascii_isxdigit(hex[1])) {
      return std::nullopt;
    }
    const std::string byte = absl::HexStringToBytes(hex);
    const bool keep = slashes == Slashes::kKeepEncoded && byte == "/";
    decoded.append(keep ? std::string(encoded.substr(i, 3)) : byte);
    i += 2;
  }
  if (!text::IsCleanUtf8(decoded)) return std::nullopt;
  return decoded;
}

absl::StatusOr<QueryParameters> ParseQuery(absl::string_view query) {
  QueryParameters parameters;
  for (absl::string_view piece : absl::StrSplit(query, '&', absl::SkipEmpty())) {
    const std::string spaced = absl::StrReplaceAll(piece, {{"+", " "}});
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(spaced, absl::MaxSplits('=', 1));
    auto name = DecodeSegment(parts.first, Slashes::kDecode);
    auto value = DecodeSegment(parts.second, Slashes::kDecode);
    if (!name || !value) return MalformedQuery(piece);
    parameters.emplace_back(*std::move(name), *std::move(value));
  }
  return parameters;
}

}  // namespace pcsp::rest
