#include "gateway/cli/offline/diagnosis/document_reading.h"

#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/diagnosis/domain/history/earlier.h"
#include "services/diagnosis/domain/knowledge/rules/faults.h"

namespace pcsp::offline {
namespace {

using namespace diagnosis;  // NOLINT: a page of its vocabulary

// The number in front, `[3]`, which is taken off; -1 when there is none.
int TakeIndex(absl::string_view* rest) {
  int index = -1;
  const size_t end = rest->find(']');
  if (!absl::StartsWith(*rest, "[") || end == rest->npos) return -1;
  if (!absl::SimpleAtoi(rest->substr(1, end - 1), &index)) return -1;
  rest->remove_prefix(end + 1);
  return index;
}

// `items[0].answers[2]` of a site as it is written, `items.q_roles.2`: files have maps of what the
// service has lists of.
std::string AsWritten(const LevelEvidence& known, absl::string_view field) {
  absl::string_view rest = field;
  const auto written = [&](absl::string_view list, size_t size, auto id) -> std::string {
    const int index = TakeIndex(&rest);
    if (index < 0 || static_cast<size_t>(index) >= size) return std::string(field);
    std::string path = absl::StrCat(list, ".", id(index));
    if (absl::ConsumePrefix(&rest, ".answers[")) {
      absl::StrAppend(&path, ".", rest.substr(0, rest.find(']')));
    }
    return path;
  };
  if (absl::ConsumePrefix(&rest, "items")) {
    return written("items", known.items.size(), [&](int i) { return known.items[i].item; });
  }
  if (absl::ConsumePrefix(&rest, "facts")) {
    return written("facts", known.facts.size(), [&](int i) { return known.facts[i].fact; });
  }
  if (absl::ConsumePrefix(&rest, "texts")) {
    return written("texts", known.texts.size(), [&](int i) { return known.texts[i].item; });
  }
  return std::string(field);
}

// Where a field of a violation stands in the file.
std::string PathOf(const std::vector<SiteEvidence>& sites, const std::string& field) {
  for (const SiteEvidence& site : sites) {
    absl::string_view rest = field;
    if (!absl::ConsumePrefix(&rest, site.path)) continue;
    if (absl::StartsWith(rest, ".below[")) return PathOf(site.below, field);
    if (!absl::ConsumePrefix(&rest, ".")) continue;
    return absl::StrCat(site.path, ".", AsWritten(site.known, rest));
  }
  return field;
}

// What is wrong with each site taken alone.
void CheckSites(const Model& model, const std::vector<SiteEvidence>& sites,
                Violations* violations) {
  for (const SiteEvidence& site : sites) {
    const auto resolved = ResolveEvidence(model, {site.known.level, {site.known}});
    const ErrorDetail detail = ErrorDetailOf(resolved.status()).value_or(ErrorDetail());
    for (const Violation& fault : detail.violations) {
      absl::string_view rest = fault.field;
      absl::ConsumePrefix(&rest, "levels[0]");
      violations->Add(absl::StrCat(site.path, rest), fault.given, fault.expected);
    }
    CheckSites(model, site.below, violations);
  }
}

// Nothing more is said of what a fault of form leaves open.
void Silence(const std::string& field, Faults* faults) {
  absl::string_view path = field;
  if (absl::ConsumeSuffix(&path, ".level") || path == "subject_level") {
    faults->Silence(path == "subject_level" ? "levels" : std::string(path));
  }
  faults->Silence(field);
}

absl::Status Placed(const text::Document& document, const EvidenceFile& file,
                    const absl::Status& form, const ErrorDetail& meaning) {
  Faults faults(&document);
  const ErrorDetail of_form = ErrorDetailOf(form).value_or(ErrorDetail());
  for (const Violation& fault : of_form.violations) Silence(fault.field, &faults);
  faults.violations().Merge("", form);
  for (const Violation& fault : meaning.violations) {
    faults.Add({fault.field, PathOf(file.levels, fault.field)}, fault.given, fault.expected);
  }
  return faults.violations().ToStatus(form.ok() ? meaning.reason : of_form.reason);
}

}  // namespace

absl::StatusOr<SiteReading> DiagnoseDocument(const Model& model, text::Document document,
                                             const DiagnoseOptions& options, double discount) {
  const EvidenceFile file = ReadEvidenceForm(&document);
  const absl::Status form = document.Finish();
  if (!form.ok()) {
    Violations meaning;
    CheckSites(model, file.levels, &meaning);
    ResolveEarlier(model, file.subject, file.earlier, &meaning);
    return Placed(document, file, form, ErrorDetailOf(meaning.ToStatus()).value_or(ErrorDetail()));
  }
  auto reading = DiagnoseFile(model, file, options, discount);
  const ErrorDetail detail = ErrorDetailOf(reading.status()).value_or(ErrorDetail());
  if (!detail.violations.empty()) return Placed(document, file, form, detail);
  return reading;
}

}  // namespace pcsp::offline
