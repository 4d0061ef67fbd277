// Bytes of a text file, in whatever encoding people send, to UTF-8: chunk by chunk, in constant
// memory.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

struct UConverter;

namespace pcsp::text {

// A byte order mark decides (UTF-8, UTF-16) and is dropped. Without one the text is UTF-8 until a
// byte says otherwise; the file is then Windows-1252, which agrees with UTF-8 on all that came
// before unless that held a character beyond ASCII: then the file is refused as damaged.
// Errors are INVALID_ARGUMENT, INVALID_ENCODING on the field `byte N` and are final.
class TextDecoder {
 public:
  TextDecoder();
  ~TextDecoder();
  TextDecoder(const TextDecoder&) = delete;
  TextDecoder& operator=(const TextDecoder&) = delete;

  // UTF-8 without the bytes of an unfinished character, which wait for the next chunk.
  absl::StatusOr<std::string> Push(absl::string_view bytes);
  // What was left. FAILED if the text ends within a character.
  absl::StatusOr<std::string> Finish();

  // "UTF-8", "Windows-1252" or "UTF-16", as far as is known by now.
  absl::string_view encoding() const;

 private:
  enum class State { kStart, kUtf8, kWindows1252, kUtf16 };

  absl::StatusOr<std::string> Decode(bool last);
  absl::Status Begin();
  absl::StatusOr<std::string> DecodeUtf8(bool last);
  absl::Status SwitchTo(State state, const char* converter);
  absl::StatusOr<std::string> Convert(bool last);
  absl::Status Invalid(size_t offset) const;

  State state_ = State::kStart;
  bool beyond_ascii_ = false;  // a character of several bytes has been seen
  uint64_t consumed_ = 0;      // bytes before pending_
  std::string pending_;
  UConverter* converter_ = nullptr;
};

}  // namespace pcsp::text
