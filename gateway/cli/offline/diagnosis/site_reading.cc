#include "gateway/cli/offline/diagnosis/site_reading.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/diagnosis/domain/programme/programme.h"

namespace pcsp::offline {
namespace {

using namespace diagnosis;  // NOLINT: a page of its vocabulary

// Adds the violations of `status`, those of `levels[i]` by the path of sites[i]; false when it
// carries none.
bool Place(const absl::Status& status, const std::vector<const SiteEvidence*>& sites,
           Violations* violations) {
  const ErrorDetail detail = ErrorDetailOf(status).value_or(ErrorDetail());
  for (const Violation& fault : detail.violations) {
    std::string field = fault.field;
    for (size_t i = 0; i < sites.size(); ++i) {
      absl::string_view rest = fault.field;
      if (!absl::ConsumePrefix(&rest, absl::StrCat("levels[", i, "]"))) continue;
      field = absl::StrCat(sites[i]->path, rest);
    }
    violations->Add(std::move(field), fault.given, fault.expected);
  }
  return !detail.violations.empty();
}

// The sites of a file as a programme.
class FileProgramme {
 public:
  FileProgramme(const ProgrammeModel& model, double discount)
      : model_(model), programme_(model, discount) {}

  absl::Status Add(const EvidenceFile& file) {
    std::optional<int> above;
    for (const SiteEvidence& site : file.levels) above = AddSite(site, above);
    const bool known = !file.levels.empty() && file.levels.back().known.level == file.subject;
    subject_ = known ? *above : programme_.Add(file.subject, above);
    earlier_ = diagnosis::ResolveEarlier(*model_.model, file.subject, file.earlier, &violations_);
    if (!impossible_.ok()) return impossible_;
    return violations_.ToStatus();
  }

  absl::StatusOr<Diagnosis> Diagnose(const DiagnoseOptions& options) const {
    return programme_.Diagnose(subject_, options, earlier_);
  }

  std::vector<SiteMessage> Messages() const {
    std::vector<SiteMessage> messages;
    for (const auto& [site, evidence] : sites_) {
      const LevelEvidence& known = evidence->known;
      if (*known.level == Level::kWholeSystem) continue;
      messages.push_back(
          {known.organisation, evidence->path, *known.level, PartsOf(site, *known.level)});
    }
    return messages;
  }

 private:
  int AddSite(const SiteEvidence& evidence, std::optional<int> above) {
    const int site = programme_.Add(*evidence.known.level, above);
    sites_.emplace_back(site, &evidence);
    const absl::Status status = programme_.SetEvidence(site, evidence.known);
    if (!Place(status, {&evidence}, &violations_)) impossible_.Update(status);
    for (const SiteEvidence& below : evidence.below) AddSite(below, site);
    return site;
  }

  std::vector<MessagePart> PartsOf(int site, Level level) const {
    const Message& says = programme_.Says(site);
    std::vector<MessagePart> parts;
    for (const Sender::Part& part : model_.sender(level).parts) {
      MessagePart& out = parts.emplace_back();
      for (int variable : part.network.scopes[part.scope].variables) {
        out.issues.push_back(part.network.issues[variable]);
      }
      out.logs.resize(part.states);
      says.Logs(part.offset, /*discount=*/1, absl::MakeSpan(out.logs));
    }
    return parts;
  }

  const ProgrammeModel& model_;
  Programme programme_;
  std::vector<std::pair<int, const SiteEvidence*>> sites_;
  int subject_ = 0;
  std::vector<diagnosis::OddsShift> earlier_;
  Violations violations_;
  absl::Status impossible_;
};

absl::StatusOr<Diagnosis> DiagnoseAlone(const Model& model, const EvidenceFile& file,
                                        const DiagnoseOptions& options) {
  Evidence evidence{.subject = file.subject, .earlier = file.earlier};
  std::vector<const SiteEvidence*> sites;
  for (const SiteEvidence& site : file.levels) {
    evidence.levels.push_back(site.known);
    sites.push_back(&site);
  }
  auto diagnosis = Diagnose(model, evidence, options);
  Violations violations;
  if (Place(diagnosis.status(), sites, &violations)) return violations.ToStatus();
  return diagnosis;
}

std::string SubjectOf(const EvidenceFile& file) {
  for (const SiteEvidence& site : file.levels) {
    if (site.known.level == file.subject) return site.known.organisation;
  }
  return "";
}

}  // namespace

std::vector<int> SiteMessage::Issues() const {
  std::set<int> all;
  for (const MessagePart& part : parts) all.insert(part.issues.begin(), part.issues.end());
  return {all.begin(), all.end()};
}

MessagePart SiteMessage::Whole() const {
  MessagePart whole{Issues()};
  whole.logs.resize(size_t{1} << whole.issues.size());
  for (const MessagePart& part : parts) {
    for (size_t state = 0; state < whole.logs.size(); ++state) {
      size_t own = 0;
      for (size_t b = 0; b < part.issues.size(); ++b) {
        const auto at = std::lower_bound(whole.issues.begin(), whole.issues.end(), part.issues[b]);
        own |= (state >> (at - whole.issues.begin()) & 1) << b;
      }
      whole.logs[state] += part.logs[own];
    }
  }
  const double top = *std::max_element(whole.logs.begin(), whole.logs.end());
  for (double& log : whole.logs) log -= top;
  return whole;
}

DiagnoseOptions InFull(const std::vector<ParameterDraw>* draws) {
  constexpr int kAll = std::numeric_limits<int>::max();
  return {.explain_all = true,
          .reasons_each_way = kAll,
          .least_decibans = 0,
          .questions = kAll,
          .confidence = draws != nullptr,
          .parameter_draws = draws};
}

absl::StatusOr<SiteReading> DiagnoseFile(const Model& model, const EvidenceFile& file,
                                         const DiagnoseOptions& options, double discount) {
  SiteReading reading{.organisation = SubjectOf(file)};
  if (!file.has_others()) {
    ASSIGN_OR_RETURN(reading.diagnosis, DiagnoseAlone(model, file, options));
  }
  const auto programme_model = CompileProgrammeModel(model);
  // A site by itself can be diagnosed even where its message would cost too much.
  if (!programme_model.ok() && !file.has_others()) return reading;
  RETURN_IF_ERROR(programme_model.status());
  FileProgramme programme(*programme_model, discount);
  RETURN_IF_ERROR(programme.Add(file));
  if (file.has_others()) {
    ASSIGN_OR_RETURN(reading.diagnosis, programme.Diagnose(options));
  }
  reading.messages = programme.Messages();
  return reading;
}

}  // namespace pcsp::offline
