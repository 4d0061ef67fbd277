#include "common/text/text_decoder.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"

namespace pcsp::text {
namespace {

constexpr absl::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr absl::string_view kUtf16LittleMark = "\xFF\xFE";
constexpr absl::string_view kUtf16BigMark = "\xFE\xFF";

}  // namespace

TextDecoder::TextDecoder() = default;

TextDecoder::~TextDecoder() {
  if (converter_ != nullptr) ucnv_close(converter_);
}

absl::string_view TextDecoder::encoding() const {
  if (state_ == State::kWindows1252) return "Windows-1252";
  return state_ == State::kUtf16 ? "UTF-16" : "UTF-8";
}

absl::Status TextDecoder::Invalid(size_t offset) const {
  Violations violations;
  violations.Add(absl::StrCat("byte ", consumed_ + offset + 1), "",
                 absl::StrCat("text in ", encoding(), " to the end"));
  return violations.ToStatus("INVALID_ENCODING");
}

absl::StatusOr<std::string> TextDecoder::Push(absl::string_view bytes) {
  pending_.append(bytes.data(), bytes.size());
  return Decode(false);
}

absl::StatusOr<std::string> TextDecoder::Finish() { return Decode(true); }

absl::StatusOr<std::string> TextDecoder::Decode(bool last) {
  if (state_ == State::kStart) {
    if (pending_.size() < kUtf8Mark.size() && !last) return std::string();
    RETURN_IF_ERROR(Begin());
  }
  return state_ == State::kUtf8 ? DecodeUtf8(last) : Convert(last);
}

absl::Status TextDecoder::Begin() {
  state_ = State::kUtf8;
  size_t mark = 0;
  if (absl::StartsWith(pending_, kUtf8Mark)) {
    mark = kUtf8Mark.size();
    beyond_ascii_ = true;
  } else if (absl::StartsWith(pending_, kUtf16LittleMark)) {
    mark = kUtf16LittleMark.size();
    RETURN_IF_ERROR(SwitchTo(State::kUtf16, "UTF-16LE"));
  } else if (absl::StartsWith(pending_, kUtf16BigMark)) {
    mark = kUtf16BigMark.size();
    RETURN_IF_ERROR(SwitchTo(State::kUtf16, "UTF-16BE"));
  }
  pending_.erase(0, mark);
  consumed_ += mark;
  return absl::OkStatus();
}

absl::StatusOr<std::string> TextDecoder::DecodeUtf8(bool last) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(pending_.data());
  size_t whole = pending_.size();
  if (!last) U8_TRUNCATE_IF_INCOMPLETE(bytes, 0, whole);
  size_t good = 0;
  while (good < whole) {
    size_t next = good;
    UChar32 character;
    U8_NEXT(bytes, next, whole, character);
    if (character < 0) break;
    beyond_ascii_ = beyond_ascii_ || character > 0x7F;
    good = next;
  }
  if (good < whole && beyond_ascii_) return Invalid(good);
  const bool switching = good < whole;
  std::string text = pending_.substr(0, good);
  pending_.erase(0, good);
  consumed_ += good;
  if (!switching) return text;
  RETURN_IF_ERROR(SwitchTo(State::kWindows1252, "windows-1252"));
  ASSIGN_OR_RETURN(const std::string rest, Convert(last));
  return text + rest;
}

absl::Status TextDecoder::SwitchTo(State state, const char* converter) {
  state_ = state;
  UErrorCode fault = U_ZERO_ERROR;
  converter_ = ucnv_open(converter, &fault);
  ucnv_setToUCallBack(converter_, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &fault);
  return U_SUCCESS(fault) ? absl::OkStatus() : absl::InternalError("ICU lacks a converter");
}

absl::StatusOr<std::string> TextDecoder::Convert(bool last) {
  // No encoding here gives more UTF-16 units than it has bytes; two may wait from the last chunk.
  std::vector<UChar> units(pending_.size() + 2);
  UChar* unit = units.data();
  const char* byte = pending_.data();
  UErrorCode fault = U_ZERO_ERROR;
  ucnv_toUnicode(converter_, &unit, units.data() + units.size(), &byte,
                 pending_.data() + pending_.size(), nullptr, last, &fault);
  if (U_FAILURE(fault)) return Invalid(byte - pending_.data());
  std::string text(3 * (unit - units.data()) + 1, '\0');
  int32_t size = 0;
  u_strToUTF8(text.data(), static_cast<int32_t>(text.size()), &size, units.data(),
              static_cast<int32_t>(unit - units.data()), &fault);
  if (U_FAILURE(fault)) return Invalid(byte - pending_.data());
  text.resize(size);
  consumed_ += pending_.size();
  pending_.clear();
  return text;
}

}  // namespace pcsp::text
