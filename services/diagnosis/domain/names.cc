#include "services/diagnosis/domain/names.h"

#include <array>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/ids.h"

namespace pcsp::diagnosis {
namespace {

// The ids of a name in which the collections and ids take turns, each id by the common rule.
template <size_t N>
std::optional<std::array<std::string, N>> Ids(absl::string_view name,
                                              const std::array<absl::string_view, N>& collections) {
  const std::vector<absl::string_view> parts = absl::StrSplit(name, '/');
  if (parts.size() != 2 * N) return std::nullopt;
  std::array<std::string, N> ids;
  for (size_t i = 0; i < N; ++i) {
    if (parts[2 * i] != collections[i] || !IsResourceId(parts[2 * i + 1])) return std::nullopt;
    ids[i] = std::string(parts[2 * i + 1]);
  }
  return ids;
}

}  // namespace

std::string OrganisationName::Text() const {
  return absl::StrCat("programmes/", programme, "/organisations/", organisation);
}

std::string WaveName::Text() const {
  return absl::StrCat("programmes/", programme, "/waves/", wave);
}

std::string DiagnosisName::Text() const {
  return absl::StrCat(organisation.Text(), "/diagnoses/", diagnosis);
}

std::string ReviewName::Text() const { return absl::StrCat(diagnosis.Text(), "/reviews/", review); }

std::optional<OrganisationName> ParseOrganisation(absl::string_view name) {
  const auto ids = Ids<2>(name, {"programmes", "organisations"});
  if (!ids) return std::nullopt;
  return OrganisationName{(*ids)[0], (*ids)[1]};
}

std::optional<OrganisationName> ParseOrganisationOrAll(absl::string_view name) {
  constexpr absl::string_view kAll = "/organisations/-";
  if (name.size() < kAll.size() || name.substr(name.size() - kAll.size()) != kAll) {
    return ParseOrganisation(name);
  }
  const auto ids = Ids<1>(name.substr(0, name.size() - kAll.size()), {"programmes"});
  if (!ids) return std::nullopt;
  return OrganisationName{(*ids)[0], "-"};
}

std::optional<WaveName> ParseWave(absl::string_view name) {
  const auto ids = Ids<2>(name, {"programmes", "waves"});
  if (!ids) return std::nullopt;
  return WaveName{(*ids)[0], (*ids)[1]};
}

std::optional<DiagnosisName> ParseDiagnosis(absl::string_view name) {
  const auto ids = Ids<3>(name, {"programmes", "organisations", "diagnoses"});
  if (!ids) return std::nullopt;
  return DiagnosisName{{(*ids)[0], (*ids)[1]}, (*ids)[2]};
}

std::optional<DiagnosisName> ParseDiagnosisOrAll(absl::string_view name) {
  const size_t slash = name.rfind("/diagnoses/");
  if (slash == absl::string_view::npos || name.substr(slash) != "/diagnoses/-") {
    return ParseDiagnosis(name);
  }
  const auto organisation = ParseOrganisationOrAll(name.substr(0, slash));
  if (!organisation) return std::nullopt;
  return DiagnosisName{*organisation, "-"};
}

std::optional<ReviewName> ParseReview(absl::string_view name) {
  const auto ids = Ids<4>(name, {"programmes", "organisations", "diagnoses", "reviews"});
  if (!ids) return std::nullopt;
  return ReviewName{{{(*ids)[0], (*ids)[1]}, (*ids)[2]}, (*ids)[3]};
}

std::optional<std::string> ParseProgramme(absl::string_view name) {
  const auto ids = Ids<1>(name, {"programmes"});
  if (!ids) return std::nullopt;
  return (*ids)[0];
}

std::optional<LearnedLayerName> ParseLearnedLayer(absl::string_view name) {
  const auto ids = Ids<2>(name, {"programmes", "learnedLayers"});
  LearnedLayerName layer;
  if (!ids || !absl::SimpleAtoi((*ids)[1], &layer.number) || layer.number < 0) return std::nullopt;
  layer.programme = (*ids)[0];
  return layer;
}

std::string LearnedLayerText(absl::string_view programme, int64_t number) {
  return absl::StrCat("programmes/", programme, "/learnedLayers/", number);
}

std::string KnowledgeBaseText(absl::string_view id_and_version) {
  return absl::StrCat("knowledgeBases/", id_and_version);
}

}  // namespace pcsp::diagnosis
