#include "services/assessments/domain/names.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/ids.h"

namespace pcsp::assessments {
namespace {

// The ids between `collections`, or nothing: "a/1/b/2" with {"a", "b"} gives {"1", "2"}.
std::optional<std::vector<std::string>> Ids(absl::string_view text,
                                            std::initializer_list<absl::string_view> collections) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '/');
  if (parts.size() != 2 * collections.size()) return std::nullopt;
  std::vector<std::string> ids;
  for (absl::string_view collection : collections) {
    const size_t at = 2 * ids.size();
    if (parts[at] != collection || !IsResourceId(parts[at + 1])) return std::nullopt;
    ids.emplace_back(parts[at + 1]);
  }
  return ids;
}

}  // namespace

std::string WaveName::ToString() const {
  return absl::StrCat("programmes/", programme, "/waves/", wave);
}

std::string OrganisationName::ToString() const {
  return absl::StrCat("programmes/", programme, "/organisations/", organisation);
}

std::string SiteResultsName::ToString() const {
  return absl::StrCat(wave.ToString(), "/siteResults/", organisation);
}

std::string InstrumentName::ToString() const {
  const std::string own = programme.empty() ? "" : absl::StrCat("programmes/", programme, "/");
  return absl::StrCat(own, "instruments/", instrument, "/versions/", version);
}

std::optional<InstrumentName> ParseInstrumentName(absl::string_view text) {
  std::vector<absl::string_view> parts = absl::StrSplit(text, '/');
  InstrumentName name;
  if (parts.size() == 6) {
    if (parts[0] != "programmes" || !IsResourceId(parts[1]) || !IsResourceId(parts[3])) {
      return std::nullopt;
    }
    name.programme = std::string(parts[1]);
    parts.erase(parts.begin(), parts.begin() + 2);
  }
  if (parts.size() != 4 || parts[0] != "instruments" || parts[2] != "versions") return std::nullopt;
  name.instrument = std::string(parts[1]);
  if (!absl::SimpleAtoi(parts[3], &name.version) || name.version < 1) return std::nullopt;
  if (name.instrument.empty() || name.ToString() != text) return std::nullopt;
  return name;
}

std::optional<std::string> ParseProgrammeName(absl::string_view text) {
  const auto ids = Ids(text, {"programmes"});
  if (!ids) return std::nullopt;
  return ids->front();
}

std::optional<WaveName> ParseWaveName(absl::string_view text) {
  const auto ids = Ids(text, {"programmes", "waves"});
  if (!ids) return std::nullopt;
  return WaveName{(*ids)[0], (*ids)[1]};
}

std::optional<OrganisationName> ParseOrganisationName(absl::string_view text) {
  const auto ids = Ids(text, {"programmes", "organisations"});
  if (!ids) return std::nullopt;
  return OrganisationName{(*ids)[0], (*ids)[1]};
}

std::optional<SiteResultsName> ParseSiteResultsName(absl::string_view text) {
  const auto ids = Ids(text, {"programmes", "waves", "siteResults"});
  if (!ids) return std::nullopt;
  return SiteResultsName{{(*ids)[0], (*ids)[1]}, (*ids)[2]};
}

std::string MeasureName::ToString() const {
  return absl::StrCat("programmes/", programme, "/measures/", measure);
}

std::string ObservationName::ToString() const {
  return absl::StrCat(organisation.ToString(), "/observations/", observation);
}

std::optional<MeasureName> ParseMeasureName(absl::string_view text) {
  const auto ids = Ids(text, {"programmes", "measures"});
  if (!ids) return std::nullopt;
  return MeasureName{(*ids)[0], (*ids)[1]};
}

std::optional<ObservationName> ParseObservationName(absl::string_view text) {
  const auto ids = Ids(text, {"programmes", "organisations", "observations"});
  if (!ids) return std::nullopt;
  return ObservationName{{(*ids)[0], (*ids)[1]}, (*ids)[2]};
}

bool IsAppointmentName(absl::string_view programme, absl::string_view text) {
  const auto ids = Ids(text, {"programmes", "appointments"});
  return ids && (*ids)[0] == programme;
}

}  // namespace pcsp::assessments
