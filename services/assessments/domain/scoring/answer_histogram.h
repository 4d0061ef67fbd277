// How often each answer was given to each item, over packed rows that stand one behind the other: a
// block read from a column or a file, as fast as memory gives it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace pcsp::assessments {

// Not thread-safe; merges by addition.
class AnswerHistogram {
 public:
  // Rows of `items` bytes each; `codes` are the bytes that are told apart, "012345abc". Other bytes
  // are counted nowhere.
  AnswerHistogram(int items, std::string codes);

  // Whole rows: what is left over after the last whole one is not counted.
  void Add(absl::string_view rows);
  // Of the same items and codes.
  void Merge(const AnswerHistogram& other);

  // `code` is an index into the codes.
  int64_t count(int item, int code) const { return counts_[item * codes_.size() + code]; }
  int64_t rows() const { return rows_; }

 private:
  void AddColumns(const char* rows, int64_t count, int first, int width);
  void AddOneByOne(const char* rows, int64_t count, int first, int width);

  const int items_;
  const std::string codes_;
  int64_t rows_ = 0;
  std::vector<int64_t> counts_;  // by item and code
};

}  // namespace pcsp::assessments
