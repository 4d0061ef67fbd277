// Tables that people export: CSV in any chunks, rows out through a callback, in constant memory.
//
//   text::CsvReader reader({.delimiter = 0}, [&](int64_t row, std::vector<std::string> fields) {
//     return Import(row, fields);   // a status that is not OK ends the reading
//   });
//   for (chunk : chunks) RETURN_IF_ERROR(reader.Push(chunk));
//   RETURN_IF_ERROR(reader.Finish());
//
// Takes quoted fields with line breaks and doubled quotes in them, LF, CRLF and CR, byte order
// marks, UTF-8, UTF-16 and Windows-1252 (text_decoder.h). Spaces are kept as they are. A row whose
// line is empty is passed over but counted: `row` is the number that a spreadsheet shows, from 1.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/text/text_decoder.h"

struct csv_parser;

namespace pcsp::text {

struct CsvOptions {
  char delimiter = ',';  // 0: the most frequent of comma, semicolon and tab in the first line
  size_t max_field_bytes = 64 << 10;
  size_t max_row_bytes = 1 << 20;
  size_t max_fields = 4096;
};

// Not thread-safe. Faults of the file are INVALID_ARGUMENT, INVALID_CSV (or INVALID_ENCODING) with
// the field `row N`; they are final and every later call returns them again.
class CsvReader {
 public:
  using OnRow = std::function<absl::Status(int64_t row, std::vector<std::string> fields)>;

  CsvReader(CsvOptions options, OnRow on_row);
  ~CsvReader();
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  absl::Status Push(absl::string_view bytes);
  // Completes the last row, which needs no line break.
  absl::Status Finish();

  char delimiter() const { return options_.delimiter; }
  absl::string_view encoding() const { return decoder_.encoding(); }

 private:
  absl::Status Take(absl::StatusOr<std::string> text, bool last);
  void Parse(absl::string_view text);
  void ParseSlice(absl::string_view slice);
  void Field(absl::string_view field);
  void EndOfRow(int terminator);
  void Fault(absl::string_view expected);

  CsvOptions options_;
  const OnRow on_row_;
  TextDecoder decoder_;
  std::unique_ptr<csv_parser> parser_;
  absl::Status status_;
  std::string first_line_;  // held back while the delimiter is being found
  int64_t row_ = 1;
  size_t row_bytes_ = 0;
  std::vector<std::string> fields_;
  bool after_return_ = false;  // the last thing seen was the CR of what may be a CRLF
};

}  // namespace pcsp::text
