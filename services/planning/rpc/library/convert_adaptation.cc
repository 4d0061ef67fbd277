#include "services/planning/rpc/library/convert_adaptation.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/planning/domain/names.h"
#include "services/planning/rpc/library/enums.h"
#include "services/planning/rpc/requests.h"

namespace pcsp::planning {
namespace {

void ReadChanges(const pb::Adaptation& proto, Adaptation& adaptation, Violations& violations) {
  for (int i = 0; i < proto.core_changes_size(); ++i) {
    const pb::CoreChange& change = proto.core_changes(i);
    const std::string field = absl::StrCat("adaptation.core_changes[", i, "]");
    const CoreChange kind =
        StructOf(absl::StrCat(field, ".kind"), change.kind(), kCoreChanges, violations);
    if (!adaptation.core_changes.emplace(change.core_function(), kind).second) {
      violations.Add(absl::StrCat(field, ".core_function"), change.core_function(),
                     "a core function that is named once");
    }
  }
}

void ShowChanges(const Adaptation& adaptation, const FidelityRuling& ruling,
                 pb::Adaptation* proto) {
  for (const CoreRuling& core : ruling.cores) {
    if (core.core.empty()) continue;  // about all of them
    pb::CoreChange* change = proto->add_core_changes();
    change->set_core_function(core.core);
    change->set_kind(MessageOf(core.change, kCoreChanges));
    change->set_ruling(core.reason);
  }
  for (const auto& [core, kind] : adaptation.core_changes) {
    if (kind != CoreChange::kNone) continue;
    pb::CoreChange* change = proto->add_core_changes();
    change->set_core_function(core);
    change->set_kind(pb::CORE_CHANGE_KIND_NONE);
  }
}

}  // namespace

SiteAdaptation FromProto(const std::string& solution, const pb::Adaptation& proto,
                         Violations& violations) {
  SiteAdaptation one;
  Adaptation& a = one.adaptation;
  a.solution = solution;
  a.when = StructOf("adaptation.when", proto.when(), kAdaptedWhens, violations);
  a.planned = proto.planned();
  a.decided_by = {proto.decided_by().begin(), proto.decided_by().end()};
  a.part = StructOf("adaptation.part", proto.part(), kAdaptedParts, violations);
  a.level = StructOf("adaptation.adapted_for", proto.adapted_for(), kAdaptedFors, violations);
  a.what = proto.what();
  ReadChanges(proto, a, violations);
  a.why = proto.why();
  if (proto.sharing() != pb::SHARING_UNSPECIFIED) {
    one.sharing = StructOf("adaptation.sharing", proto.sharing(), kSharings, violations);
  }
  return one;
}

pb::Adaptation ToProto(const SiteAdaptation& one, const std::string& solution_name,
                       const FidelityRuling& ruling) {
  const Adaptation& a = one.adaptation;
  pb::Adaptation proto;
  proto.set_name(AdaptationName{{one.programme, one.organisation}, one.id}.Text());
  proto.set_solution(solution_name);
  proto.set_when(MessageOf(a.when, kAdaptedWhens));
  proto.set_planned(a.planned);
  proto.mutable_decided_by()->Assign(a.decided_by.begin(), a.decided_by.end());
  proto.set_part(MessageOf(a.part, kAdaptedParts));
  proto.set_adapted_for(MessageOf(a.level, kAdaptedFors));
  proto.set_what(a.what);
  ShowChanges(a, ruling, &proto);
  proto.set_why(a.why);
  proto.set_state(MessageOf(one.state, kAdaptationStates));
  proto.set_ruling(ruling.Reason());
  proto.set_altered(ruling.altered);
  if (!one.signed_by.empty()) {
    proto.set_signed_by(
        absl::StrCat("programmes/", one.programme, "/appointments/", one.signed_by));
  }
  proto.set_sign_off_note(one.note);
  proto.set_etag(EtagOf(one.revision));
  *proto.mutable_create_time() = TimestampOf(one.create_time);
  *proto.mutable_update_time() = TimestampOf(one.update_time);
  proto.set_sharing(MessageOf(one.sharing, kSharings));
  return proto;
}

void CheckConverted(const Solution* solution, const pb::Adaptation& proto,
                    const Adaptation& adaptation, Violations& violations) {
  constexpr absl::string_view kById = "adaptation.core_changes.";
  Violations found;
  CheckAdaptation(solution, adaptation, found);
  for (const Violation& one : found.list()) {
    absl::string_view id = one.field;
    std::string field = one.field;
    const bool by_id = absl::ConsumePrefix(&id, kById);
    for (int i = 0; by_id && i < proto.core_changes_size(); ++i) {
      if (proto.core_changes(i).core_function() != id) continue;
      field = absl::StrCat("adaptation.core_changes[", i, "].core_function");
    }
    violations.Add(field, one.given, one.expected);
  }
}

}  // namespace pcsp::planning
