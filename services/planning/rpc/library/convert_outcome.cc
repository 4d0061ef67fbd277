#include "services/planning/rpc/library/convert_outcome.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/text/utf8.h"
#include "services/planning/domain/calendar.h"
#include "services/planning/domain/names.h"
#include "services/planning/rpc/convert.h"
#include "services/planning/rpc/library/convert_solution.h"
#include "services/planning/rpc/library/enums.h"
#include "services/planning/rpc/requests.h"

namespace pcsp::planning {
namespace {

constexpr double kUsualVariance = 400, kUsualDrift = 5;
constexpr size_t kLongestName = 200, kLongestClinicalSystem = 60;

std::optional<absl::CivilDay> DayFrom(absl::string_view field, const std::string& text,
                                      absl::CivilDay today, Violations& violations) {
  if (text.empty()) return std::nullopt;
  const auto day = DayFromText(text);
  if (!day) {
    violations.Add(std::string(field), text, "a day that exists, as yyyy-mm-dd, or nothing");
  } else if (*day > today) {
    violations.Add(std::string(field), text,
                   absl::StrCat("a day up to today, ", DayText(today), ", or nothing"));
  }
  return day;
}

// The ids of site and wave.
void ReadPlace(const std::string& programme, absl::string_view field, const pb::Outcome& proto,
               Outcome& outcome, Violations& violations) {
  const auto site = ParseOrganisation(proto.organisation());
  if (site && site->programme == programme) {
    outcome.site = site->organisation;
  } else {
    violations.Add(absl::StrCat(field, ".organisation"), proto.organisation(),
                   absl::StrCat("programmes/", programme, "/organisations/{organisation}"));
  }
  if (const auto wave = ParseWaveOf(programme, proto.wave())) {
    outcome.round = *wave;
  } else {
    violations.Add(absl::StrCat(field, ".wave"), proto.wave(),
                   absl::StrCat("programmes/", programme, "/waves/{wave}"));
  }
}

void ReadTreatments(const std::string& programme, const Library& library, absl::string_view field,
                    const pb::Outcome& proto, Outcome& outcome, Violations& violations) {
  for (int i = 0; i < proto.treatments_size(); ++i) {
    const std::string at = absl::StrCat(field, ".treatments[", i, "].solution");
    const std::string& name = proto.treatments(i).solution();
    const std::string id = SolutionFrom(programme, at, name, violations);
    if (!id.empty() && library.Find(id) == nullptr) {
      violations.Add(at, name, "a solution of the catalogue or of the programme");
    }
    outcome.adopted.push_back({id, proto.treatments(i).altered()});
  }
}

void CheckLine(const std::string& field, const std::string& text, size_t longest,
               Violations& violations) {
  if (text::CharactersIn(text) <= longest && text.find('\n') == std::string::npos) return;
  violations.Add(field, absl::StrCat(text::CharactersIn(text), " characters"),
                 absl::StrCat("one line of at most ", longest, " characters"));
}

// What of a context makes sites alike and does not move effects.
struct Likeable {
  std::string whole_system, clinical_system;
  Level level = Level::kPractice;
};

Likeable LikeableFrom(const std::string& programme, const std::string& field,
                      const pb::OutcomeContext& proto, Violations& violations) {
  Likeable known;
  known.clinical_system = proto.clinical_system();
  CheckLine(absl::StrCat(field, ".clinical_system"), known.clinical_system, kLongestClinicalSystem,
            violations);
  if (!proto.whole_system().empty()) {
    const auto system = ParseOrganisation(proto.whole_system());
    if (system && system->programme == programme) {
      known.whole_system = system->organisation;
    } else {
      violations.Add(absl::StrCat(field, ".whole_system"), proto.whole_system(),
                     absl::StrCat("programmes/", programme, "/organisations/{organisation}"));
    }
  }
  Violations of_level;
  known.level = LevelFilter(proto.level(), of_level).value_or(Level::kPractice);
  for (const Violation& one : of_level.list()) {
    violations.Add(absl::StrCat(field, ".", one.field), one.given, one.expected);
  }
  return known;
}

bool Names(const Violations& violations, absl::string_view field) {
  return std::ranges::any_of(violations.list(),
                             [&](const Violation& one) { return one.field == field; });
}

// The rules speak of the struct's fields, a caller of the message's. What could not be converted is
// not told again.
void CheckConverted(const Outcome& outcome, absl::string_view field, Violations& violations) {
  static constexpr std::pair<absl::string_view, absl::string_view> kNames[] = {
      {"site", "organisation"},
      {"round", "wave"},
      {"pre", "baseline"},
      {"pre_se", "baseline_standard_error"},
      {"post", "followup"},
      {"post_n", "followup_people"},
      {"sigma2", "variance_within"},
      {"s_e", "drift"},
      {"measured", "followup_date"},
      {"fidelity_pre", "fidelity_before"},
      {"fidelity_post", "fidelity_after"}};
  Violations found;
  CheckOutcome(outcome, "", found);
  for (const Violation& violation : found.list()) {
    std::string name = absl::StrReplaceAll(violation.field, {{"adopted", "treatments"}});
    for (const auto& [of_struct, of_message] : kNames) {
      if (violation.field == of_struct) name = std::string(of_message);
    }
    if (absl::EndsWith(name, "]")) name += ".solution";
    name = absl::StrCat(field, ".", name);
    if (!Names(violations, name)) violations.Add(name, violation.given, violation.expected);
  }
}

template <typename Set>
void SetKnown(const std::optional<double>& value, Set set) {
  if (value) set(*value);
}

}  // namespace

SiteContext FromProto(const pb::OutcomeContext& proto) {
  SiteContext context;
  if (proto.has_list_size()) context.list_size = proto.list_size();
  if (proto.has_deprivation()) context.deprivation = proto.deprivation();
  if (proto.has_rurality()) context.rurality = proto.rurality();
  if (proto.has_staffing_per_1000()) context.staffing_per_1000 = proto.staffing_per_1000();
  return context;
}

SiteFacts FactsFrom(const OrganisationName& site, const pb::OutcomeContext& proto,
                    Violations& violations) {
  Likeable known = LikeableFrom(site.programme, "context", proto, violations);
  CheckContext(FromProto(proto), "context.", violations);
  return {.id = site.organisation,
          .whole_system = std::move(known.whole_system),
          .level = known.level,
          .context = FromProto(proto),
          .clinical_system = std::move(known.clinical_system)};
}

SiteOutcome FromProto(const std::string& programme, const OutcomeRules& rules,
                      absl::string_view field, const pb::Outcome& proto, Violations& violations) {
  SiteOutcome one;
  one.programme = programme;
  Outcome& o = one.outcome;
  Violations found;
  ReadPlace(programme, field, proto, o, found);
  o.issue = proto.issue();
  if (!rules.issues.contains(o.issue)) {
    found.Add(absl::StrCat(field, ".issue"), o.issue, "the id of an issue that is known");
  }
  o.pre = proto.baseline();
  o.pre_se = proto.baseline_standard_error();
  o.post = proto.followup();
  o.post_n = proto.followup_people();
  o.sigma2 = proto.variance_within() == 0 ? kUsualVariance : proto.variance_within();
  o.s_e = proto.drift() == 0 ? kUsualDrift : proto.drift();
  o.context = FromProto(proto.context());
  o.flagged = proto.flagged();
  ReadTreatments(programme, rules.library, field, proto, o, found);
  o.started = DayFrom(absl::StrCat(field, ".start_date"), proto.start_date(), rules.today, found);
  o.measured =
      DayFrom(absl::StrCat(field, ".followup_date"), proto.followup_date(), rules.today, found);
  if (proto.has_fidelity_before()) o.fidelity_pre = proto.fidelity_before();
  if (proto.has_fidelity_after()) o.fidelity_post = proto.fidelity_after();
  if (proto.sharing() != pb::SHARING_UNSPECIFIED) {
    one.sharing = StructOf(absl::StrCat(field, ".sharing"), proto.sharing(), kSharings, found);
  }
  one.display_name = proto.display_name();
  CheckLine(absl::StrCat(field, ".display_name"), one.display_name, kLongestName, found);
  Likeable known = LikeableFrom(programme, absl::StrCat(field, ".context"), proto.context(), found);
  one.whole_system = std::move(known.whole_system);
  one.clinical_system = std::move(known.clinical_system);
  one.level = known.level;
  CheckConverted(o, field, found);
  for (const Violation& violation : found.list()) {
    violations.Add(violation.field, violation.given, violation.expected);
  }
  return one;
}

pb::Treatment ToProto(const Treatment& treatment, const Library& library,
                      const std::string& programme) {
  pb::Treatment proto;
  const Solution* solution = library.Find(treatment.solution);
  proto.set_solution(solution == nullptr ? SolutionText(treatment.solution)
                                         : SolutionNameOf(*solution, programme));
  proto.set_altered(treatment.altered);
  return proto;
}

pb::Outcome ToProto(const SiteOutcome& one, const Library& library) {
  const Outcome& o = one.outcome;
  pb::Outcome proto;
  proto.set_name(OutcomeName{{one.programme, o.site}, o.round, o.issue}.Text());
  proto.set_organisation(OrganisationName{one.programme, o.site}.Text());
  proto.set_wave(absl::StrCat("programmes/", one.programme, "/waves/", o.round));
  proto.set_issue(o.issue);
  proto.set_baseline(o.pre);
  proto.set_baseline_standard_error(o.pre_se);
  proto.set_followup(o.post);
  proto.set_followup_people(o.post_n);
  proto.set_variance_within(o.sigma2);
  proto.set_drift(o.s_e);
  pb::OutcomeContext* context = proto.mutable_context();
  SetKnown(o.context.list_size, [&](double value) { context->set_list_size(value); });
  SetKnown(o.context.deprivation, [&](double value) { context->set_deprivation(value); });
  SetKnown(o.context.rurality, [&](double value) { context->set_rurality(value); });
  SetKnown(o.context.staffing_per_1000,
           [&](double value) { context->set_staffing_per_1000(value); });
  context->set_clinical_system(one.clinical_system);
  if (!one.whole_system.empty()) {
    context->set_whole_system(OrganisationName{one.programme, one.whole_system}.Text());
  }
  context->set_level(ToProto(one.level));
  proto.set_display_name(one.display_name);
  proto.set_flagged(o.flagged);
  for (const Treatment& treatment : o.adopted) {
    *proto.add_treatments() = ToProto(treatment, library, one.programme);
  }
  if (o.started) proto.set_start_date(DayText(*o.started));
  if (o.measured) proto.set_followup_date(DayText(*o.measured));
  SetKnown(o.fidelity_pre, [&](double value) { proto.set_fidelity_before(value); });
  SetKnown(o.fidelity_post, [&](double value) { proto.set_fidelity_after(value); });
  proto.set_sharing(MessageOf(one.sharing, kSharings));
  return proto;
}

}  // namespace pcsp::planning
