#include "gateway/flows/names.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/ids.h"

namespace pcsp::gateway {
namespace {

using Segments = std::vector<std::string>;

// The ids at the odd places of `programmes/ID/kind/ID`, when `name` has that form.
bool Match(absl::string_view name, absl::string_view kind, size_t size, Segments* segments) {
  *segments = absl::StrSplit(name, '/');
  return segments->size() == size && (*segments)[0] == "programmes" &&
         IsResourceId((*segments)[1]) && (*segments)[2] == kind && !(*segments)[3].empty();
}

}  // namespace

std::string WaveName::ProgrammeName() const { return absl::StrCat("programmes/", programme); }
std::string WaveName::ToString() const {
  return absl::StrCat("programmes/", programme, "/waves/", wave);
}
std::string WaveName::Operation() const {
  return absl::StrCat("programmes/", programme, "/operations/close-", wave);
}
std::string WaveName::Board() const { return absl::StrCat(ToString(), "/board"); }

absl::StatusOr<WaveName> ParseWaveName(absl::string_view field, absl::string_view name) {
  Segments s;
  if (Match(name, "waves", 4, &s) && IsResourceId(s[3])) return WaveName{s[1], s[3]};
  return InvalidField(field, name, "programmes/{programme}/waves/{wave}");
}

absl::StatusOr<WaveName> ParseBoardName(absl::string_view field, absl::string_view name) {
  Segments s;
  if (Match(name, "waves", 5, &s) && IsResourceId(s[3]) && s[4] == "board") {
    return WaveName{s[1], s[3]};
  }
  return InvalidField(field, name, "programmes/{programme}/waves/{wave}/board");
}

absl::StatusOr<WaveName> ParseOperationName(absl::string_view field, absl::string_view name) {
  Segments s;
  if (!Match(name, "operations", 4, &s)) {
    return InvalidField(field, name, "programmes/{programme}/operations/{operation}");
  }
  absl::string_view wave = s[3];
  if (!absl::ConsumePrefix(&wave, "close-") || !IsResourceId(wave)) {
    return ResourceNotFound("operation", name);
  }
  return WaveName{s[1], std::string(wave)};
}

absl::StatusOr<std::string> ProgrammeOf(absl::string_view field, absl::string_view name) {
  const Segments s = absl::StrSplit(name, absl::MaxSplits('/', 2));
  if (s.size() < 2 || s[0] != "programmes" || !IsResourceId(s[1])) {
    return InvalidField(field, name, "a name that begins with programmes/{programme}");
  }
  return absl::StrCat("programmes/", s[1]);
}

}  // namespace pcsp::gateway
