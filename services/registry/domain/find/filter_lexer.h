// The words and signs of a filter, one after another.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace pcsp::registry {

struct FilterToken {
  enum class Type { kEnd, kSign, kWord, kString };

  Type type = Type::kEnd;
  std::string text;  // of a string what it stands for, without quotes
  size_t begin = 0;  // byte of the filter

  bool Is(absl::string_view sign) const { return type == Type::kSign && text == sign; }
  bool IsKeyword(absl::string_view word) const { return type == Type::kWord && text == word; }
};

// Not thread-safe. `text` must outlive it.
class FilterLexer {
 public:
  explicit FilterLexer(absl::string_view text) : text_(text) {}

  // INVALID_FIELDS for a string without an end.
  absl::StatusOr<FilterToken> Next();
  // Goes on at `byte`.
  void Seek(size_t byte) { at_ = byte; }
  // The character, from 1, that `byte` belongs to.
  int PositionOf(size_t byte) const;

 private:
  absl::StatusOr<FilterToken> String();

  const absl::string_view text_;
  size_t at_ = 0;
};

}  // namespace pcsp::registry
