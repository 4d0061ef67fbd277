#include "services/planning/rpc/library/convert_solution.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/names.h"
#include "services/planning/rpc/convert.h"
#include "services/planning/rpc/library/enums.h"
#include "services/planning/rpc/requests.h"

namespace pcsp::planning {
namespace {

// Repeated text as a vector.
std::vector<std::string> Texts(const google::protobuf::RepeatedPtrField<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

void ReadCoreFunctions(const pb::Solution& proto, Solution& solution, Violations& violations) {
  for (int i = 0; i < proto.core_functions_size(); ++i) {
    const pb::CoreFunction& core = proto.core_functions(i);
    solution.core_functions.push_back({.id = core.id(), .text = core.text()});
    if (core.negotiable() == pb::NEGOTIABLE_UNSPECIFIED && core.protects().empty()) continue;
    Boundary& boundary = solution.boundaries[core.id()];
    boundary.protects.text = core.protects();
    if (core.negotiable() == pb::NEGOTIABLE_UNSPECIFIED) continue;
    boundary.negotiable = StructOf(absl::StrCat("solution.core_functions[", i, "].negotiable"),
                                   core.negotiable(), kNegotiables, violations);
  }
}

Solution SpecificationFrom(const pb::Solution& proto) {
  Solution solution;
  solution.title = proto.title();
  solution.answers = Texts(proto.issues());
  solution.actor = proto.actor();
  solution.action = proto.action();
  solution.target = proto.target();
  solution.dose = proto.dose();
  solution.timing = proto.timing();
  solution.justification = proto.justification();
  solution.expected_outcome = proto.expected_outcome();
  solution.owner_role = proto.owner_role();
  solution.adaptable_forms = Texts(proto.adaptable_forms());
  solution.source = proto.source();
  return solution;
}

}  // namespace

std::string SolutionNameOf(const Solution& solution, const std::string& programme) {
  return SolutionName{solution.local ? programme : "", solution.id}.Text();
}

pb::Solution ToProto(const Solution& solution, const std::string& programme) {
  pb::Solution proto = ToProto(solution);
  proto.set_name(SolutionNameOf(solution, programme));
  return proto;
}

pb::Solution ToProto(const OwnSolution& own) {
  pb::Solution proto = ToProto(own.solution, own.programme);
  if (!own.organisation.empty() && own.sharing == Sharing::kNamed) {
    proto.set_organisation(OrganisationName{own.programme, own.organisation}.Text());
  }
  proto.set_sharing(MessageOf(own.sharing, kSharings));
  proto.set_retired(own.retired);
  proto.set_etag(EtagOf(own.revision));
  *proto.mutable_create_time() = TimestampOf(own.create_time);
  *proto.mutable_update_time() = TimestampOf(own.update_time);
  return proto;
}

OwnSolution FromProto(const std::string& programme, const std::string& id,
                      const pb::Solution& proto, Violations& violations) {
  OwnSolution own;
  own.programme = programme;
  own.solution = SpecificationFrom(proto);
  Solution& solution = own.solution;
  solution.id = id;
  solution.local = true;
  solution.cost = proto.cost();
  solution.hours = proto.hours();
  solution.duration_weeks = proto.duration_weeks();
  solution.review_weeks = proto.review_weeks();
  solution.repeat_weeks = proto.repeat_weeks();
  solution.effect = proto.prior_effect_points();
  solution.training = proto.training();
  Violations of_level;
  if (const auto level = LevelFilter(proto.level(), of_level)) {
    solution.level = *level;
  } else if (of_level.empty()) {
    of_level.Add("level", "LEVEL_UNSPECIFIED", "the level that carries it out");
  }
  for (const Violation& one : of_level.list()) {
    violations.Add(absl::StrCat("solution.", one.field), one.given, one.expected);
  }
  ReadCoreFunctions(proto, solution, violations);
  for (const pb::Material& material : proto.materials()) {
    solution.materials.push_back({.title = material.title(), .url = material.url()});
  }
  for (int i = 0; i < proto.settings_size(); ++i) {
    solution.settings.push_back(StructOf(absl::StrCat("solution.settings[", i, "]"),
                                         proto.settings(i), kSettings, violations));
  }
  for (int i = 0; i < proto.prerequisites_size(); ++i) {
    solution.prerequisites.push_back(SolutionFrom(programme,
                                                  absl::StrCat("solution.prerequisites[", i, "]"),
                                                  proto.prerequisites(i), violations));
  }
  if (!proto.organisation().empty()) {
    const OrganisationName site =
        OrganisationFrom("solution.organisation", proto.organisation(), violations);
    if (!site.programme.empty() && site.programme != programme) {
      violations.Add("solution.organisation", proto.organisation(), "a site of the programme");
    }
    own.organisation = site.organisation;
  }
  if (proto.sharing() != pb::SHARING_UNSPECIFIED) {
    own.sharing = StructOf("solution.sharing", proto.sharing(), kSharings, violations);
  }
  return own;
}

}  // namespace pcsp::planning
