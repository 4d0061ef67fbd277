#include "common/text/csv_reader.h"

#include <csv.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace pcsp::text {
namespace {

// The parser's buffer holds one field, and its size is looked at between slices.
constexpr size_t kSlice = 16 << 10;
constexpr size_t kLongestFirstLine = 64 << 10;
constexpr absl::string_view kDelimiters = ",;\t";

int NoSpace(unsigned char) { return 0; }

// The end of the first line outside quotes, or npos.
size_t EndOfFirstLine(absl::string_view text) {
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (!quoted && (text[i] == '\n' || text[i] == '\r')) return i;
  }
  return absl::string_view::npos;
}

char MostFrequentDelimiter(absl::string_view line) {
  int counts[kDelimiters.size()] = {};
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    const size_t which = kDelimiters.find(c);
    if (!quoted && which != absl::string_view::npos) ++counts[which];
  }
  return kDelimiters[std::max_element(std::begin(counts), std::end(counts)) - counts];
}

}  // namespace

CsvReader::CsvReader(CsvOptions options, OnRow on_row)
    : options_(options), on_row_(std::move(on_row)), parser_(std::make_unique<csv_parser>()) {
  // Strict: a stray quote is a fault of the file and not a guess. Line ends are reported one by
  // one, so that empty lines count.
  csv_init(parser_.get(), CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
  csv_set_space_func(parser_.get(), NoSpace);
}

CsvReader::~CsvReader() { csv_free(parser_.get()); }

absl::Status CsvReader::Push(absl::string_view bytes) {
  // Whole chunks are decoded at once: they are as large as the caller makes them.
  return status_.ok() ? Take(decoder_.Push(bytes), false) : status_;
}

absl::Status CsvReader::Finish() {
  if (status_.ok()) Take(decoder_.Finish(), true).IgnoreError();
  if (!status_.ok()) return status_;
  const auto on_field = [](void* field, size_t size, void* self) {
    static_cast<CsvReader*>(self)->Field({static_cast<const char*>(field), size});
  };
  const auto on_row = [](int terminator, void* self) {
    static_cast<CsvReader*>(self)->EndOfRow(terminator);
  };
  if (csv_fini(parser_.get(), on_field, on_row, this) != 0) Fault("a closing quote");
  return status_;
}

absl::Status CsvReader::Take(absl::StatusOr<std::string> text, bool last) {
  if (!text.ok()) {
    status_ = text.status();
  } else if (options_.delimiter != 0) {
    Parse(*text);
  } else {
    first_line_ += *text;
    const size_t end = EndOfFirstLine(first_line_);
    if (end == absl::string_view::npos && !last && first_line_.size() < kLongestFirstLine) {
      return status_;
    }
    options_.delimiter = MostFrequentDelimiter(absl::string_view(first_line_).substr(0, end));
    Parse(std::exchange(first_line_, ""));
  }
  return status_;
}

void CsvReader::Parse(absl::string_view text) {
  csv_set_delim(parser_.get(), static_cast<unsigned char>(options_.delimiter));
  for (size_t i = 0; i < text.size() && status_.ok(); i += kSlice) {
    ParseSlice(text.substr(i, kSlice));
  }
}

void CsvReader::ParseSlice(absl::string_view slice) {
  const size_t nul = slice.find('\0');
  const absl::string_view clean = slice.substr(0, nul);
  const auto on_field = [](void* field, size_t size, void* self) {
    static_cast<CsvReader*>(self)->Field({static_cast<const char*>(field), size});
  };
  const auto on_row = [](int terminator, void* self) {
    static_cast<CsvReader*>(self)->EndOfRow(terminator);
  };
  const size_t parsed =
      csv_parse(parser_.get(), clean.data(), clean.size(), on_field, on_row, this);
  if (parsed != clean.size()) Fault("quotes around the whole field, and doubled inside it");
  if (parser_->entry_pos > options_.max_field_bytes) {
    Fault(absl::StrCat("fields of at most ", options_.max_field_bytes, " bytes"));
  }
  if (nul != absl::string_view::npos) Fault("text without NUL bytes");
}

void CsvReader::Field(absl::string_view field) {
  if (!status_.ok()) return;
  after_return_ = false;
  row_bytes_ += field.size();
  if (field.size() > options_.max_field_bytes) {
    return Fault(absl::StrCat("fields of at most ", options_.max_field_bytes, " bytes"));
  }
  if (row_bytes_ > options_.max_row_bytes) {
    return Fault(absl::StrCat("rows of at most ", options_.max_row_bytes, " bytes"));
  }
  if (fields_.size() >= options_.max_fields) {
    return Fault(absl::StrCat("at most ", options_.max_fields, " fields"));
  }
  fields_.emplace_back(field);
}

// `terminator` is the character that ended the row, -1 at the end of the file.
void CsvReader::EndOfRow(int terminator) {
  if (!status_.ok()) return;
  if (std::exchange(after_return_, terminator == '\r') && terminator == '\n') return;
  if (!fields_.empty()) status_ = on_row_(row_, std::exchange(fields_, {}));
  if (status_.ok()) ++row_;
  row_bytes_ = 0;
}

void CsvReader::Fault(absl::string_view expected) {
  if (!status_.ok()) return;
  Violations violations;
  violations.Add(absl::StrCat("row ", row_), "", expected);
  status_ = violations.ToStatus("INVALID_CSV");
}

}  // namespace pcsp::text
