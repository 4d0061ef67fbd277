#include "services/registry/domain/find/filter_lexer.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "services/registry/domain/find/filter.h"
#include "services/registry/domain/text_rules.h"

namespace pcsp::registry {
namespace {

constexpr absl::string_view kSigns = "()=!<>:,\"'";

bool EndsWord(char c) { return absl::ascii_isspace(c) || absl::StrContains(kSigns, c); }

}  // namespace

absl::StatusOr<FilterToken> FilterLexer::Next() {
  while (at_ < text_.size() && absl::ascii_isspace(text_[at_])) ++at_;
  FilterToken token;
  token.begin = at_;
  if (at_ == text_.size()) return token;
  const char first = text_[at_];
  if (first == '"' || first == '\'') return String();
  size_t length = 1;
  if (absl::StrContains(kSigns, first)) {
    token.type = FilterToken::Type::kSign;
    const bool longer =
        absl::StrContains("!<>", first) && absl::StartsWith(text_.substr(at_ + 1), "=");
    length = longer ? 2 : 1;
  } else {
    token.type = FilterToken::Type::kWord;
    while (at_ + length < text_.size() && !EndsWord(text_[at_ + length])) ++length;
  }
  token.text = std::string(text_.substr(at_, length));
  at_ += length;
  return token;
}

absl::StatusOr<FilterToken> FilterLexer::String() {
  FilterToken token;
  token.type = FilterToken::Type::kString;
  token.begin = at_;
  const char quote = text_[at_];
  for (size_t i = at_ + 1; i < text_.size(); ++i) {
    if (text_[i] == quote) {
      at_ = i + 1;
      return token;
    }
    const bool escape = text_[i] == '\\';
    if (escape && i + 1 < text_.size()) ++i;
    token.text.push_back(text_[i]);
  }
  return FilterFault(PositionOf(token.begin), text_.substr(token.begin),
                     "a string that ends with the quote that it begins with");
}

int FilterLexer::PositionOf(size_t byte) const {
  return static_cast<int>(CharacterCount(text_.substr(0, byte))) + 1;
}

}  // namespace pcsp::registry
