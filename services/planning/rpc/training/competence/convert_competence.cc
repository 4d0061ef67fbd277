#include "services/planning/rpc/training/competence/convert_competence.h"

#include <algorithm>
#include <set>

#include "services/planning/domain/calendar.h"
#include "services/planning/domain/training/text_checks.h"
#include "services/planning/domain/training/words.h"

namespace pcsp::planning::training {
namespace {

constexpr int kMostPractices = 10'000;
constexpr int kMostPeople = 100'000;
constexpr int kMostPosts = 500'000;

using Cells = google::protobuf::RepeatedPtrField<pb::CoverageCell>;

void AddCells(const std::string& programme, const std::vector<CoverageCell>& cells, Cells* out) {
  for (const CoverageCell& cell : cells) {
    pb::CoverageCell* const added = out->Add();
    if (!cell.organisation.empty()) {
      added->set_organisation(NameIn(programme, "organisations", cell.organisation));
    }
    added->set_staff_group(static_cast<type::v1::StaffGroup>(cell.group));
    added->set_headcount(cell.headcount);
    added->set_current_count(cell.current);
    added->set_lapsing_count(cell.lapsing);
    added->set_lapsed_count(cell.lapsed);
    if (const auto share = cell.Share()) added->set_share(*share);
  }
}

void AddHeadcounts(const pb::PracticeHeadcount& proto, const std::string& field,
                   PracticeStaff& practice, Violations& violations) {
  for (int i = 0; i < proto.headcounts_size(); ++i) {
    const std::string path = absl::StrCat(field, ".headcounts[", i, "]");
    const StaffGroup group =
        GroupFrom(path + ".staff_group", proto.headcounts(i).staff_group(), violations);
    CheckRange(path + ".people", proto.headcounts(i).people(), 0, kMostPeople, violations);
    if (!IsPracticeGroup(group)) {
      violations.Add(path + ".staff_group", WordOf(group, kStaffGroupWords),
                     "one of the four staff groups of a practice");
    } else if (!practice.headcounts.emplace(group, proto.headcounts(i).people()).second) {
      violations.Add(path + ".staff_group", WordOf(group, kStaffGroupWords), "each once");
    }
  }
}

}  // namespace

pb::Competence ToProto(const std::string& programme, const Competence& competence) {
  pb::Competence proto;
  proto.set_participant(ParticipantName(programme, competence.participant));
  proto.set_practice(NameIn(programme, "organisations", competence.practice));
  proto.set_staff_group(static_cast<type::v1::StaffGroup>(competence.group));
  proto.set_competence(competence.competence);
  proto.set_state(static_cast<pb::CompetenceState>(competence.state));
  proto.set_gained_date(DayText(competence.gained));
  proto.set_lapse_date(DayOrNever(competence.lapse));
  proto.set_session(NameIn(programme, "sessions", competence.session));
  return proto;
}

pb::Trainer ToProto(const Trainer& trainer, const std::vector<TrainerStep>& steps,
                    absl::CivilDay day) {
  pb::Trainer proto;
  proto.set_name(NameOf(trainer));
  proto.set_appointment(NameIn(trainer.programme, "appointments", trainer.id));
  const TrainerStage stage = StageOn(steps, day);
  proto.set_stage(static_cast<pb::TrainerStage>(stage));
  if (const auto since = SinceOn(steps, day)) proto.set_stage_date(DayText(*since));
  if (stage == TrainerStage::kQualityAssured) {
    proto.set_lapse_date(DayOrNever(LapseOn(steps, day)));
  }
  for (const TrainerStage next : NextStages(stage)) {
    proto.add_next_stages(static_cast<pb::TrainerStage>(next));
  }
  for (const TrainerStep& step : steps) {
    pb::TrainerStep* const added = proto.add_steps();
    added->set_stage(static_cast<pb::TrainerStage>(step.stage));
    added->set_step_date(DayText(step.day));
    added->set_evidence(step.evidence);
    added->set_lapse_date(DayOrNever(step.lapse));
    *added->mutable_record_time() = TimestampOf(step.record_time);
  }
  proto.set_etag(EtagOf(trainer.revision));
  return proto;
}

TrainerStep FromProto(const pb::TrainerStep& proto, Violations& violations) {
  TrainerStep step;
  step.stage = EnumFrom("step.stage", proto.stage(), TrainerStage::kLapsed, violations);
  step.day = DayFrom("step.step_date", proto.step_date(), {}, Need::kRequired, violations);
  step.evidence = proto.evidence();
  step.lapse = DayFrom("step.lapse_date", proto.lapse_date(), kNever, Need::kOptional, violations);
  return step;
}

std::vector<PracticeStaff> FromProto(const std::string& programme,
                                     const pb::GetCoverageRequest& request,
                                     Violations& violations) {
  std::vector<PracticeStaff> staff;
  std::set<std::string> seen;
  CheckRange("practices", request.practices_size(), 1, kMostPractices, violations);
  for (int i = 0; i < request.practices_size(); ++i) {
    const pb::PracticeHeadcount& proto = request.practices(i);
    const std::string field = absl::StrCat("practices[", i, "]");
    PracticeStaff practice;
    practice.practice = IdOf(programme, "organisations", field + ".practice", proto.practice(),
                             Need::kRequired, violations);
    practice.region = IdOf(programme, "organisations", field + ".region", proto.region(),
                           Need::kOptional, violations);
    if (!practice.practice.empty() && !seen.insert(practice.practice).second) {
      violations.Add(field + ".practice", proto.practice(), "each once");
    }
    AddHeadcounts(proto, field, practice, violations);
    staff.push_back(std::move(practice));
  }
  return staff;
}

std::vector<StaffPost> PostsFromProto(const std::string& programme,
                                      const pb::GetCoverageRequest& request,
                                      Violations& violations) {
  std::vector<StaffPost> posts;
  CheckRange("posts", request.posts_size(), 0, kMostPosts, violations);
  for (int i = 0; i < std::min(request.posts_size(), kMostPosts); ++i) {
    const pb::StaffPost& proto = request.posts(i);
    const std::string field = absl::StrCat("posts[", i, "]");
    StaffPost& post = posts.emplace_back();
    post.participant = ParticipantFrom(programme, field + ".participant", proto.participant(),
                                       Need::kRequired, violations);
    post.practice = IdOf(programme, "organisations", field + ".practice", proto.practice(),
                         Need::kOptional, violations);
    if (proto.staff_group() == type::v1::STAFF_GROUP_UNSPECIFIED) continue;
    post.group = GroupFrom(field + ".staff_group", proto.staff_group(), violations);
    if (!IsPracticeGroup(post.group)) {
      violations.Add(field + ".staff_group", WordOf(post.group, kStaffGroupWords),
                     "one of the four staff groups of a practice");
    }
  }
  return posts;
}

pb::GetCoverageResponse ToProto(const std::string& programme, const Coverage& coverage) {
  pb::GetCoverageResponse reply;
  AddCells(programme, coverage.practices, reply.mutable_practices());
  AddCells(programme, coverage.regions, reply.mutable_regions());
  AddCells(programme, coverage.total, reply.mutable_total());
  return reply;
}

}  // namespace pcsp::planning::training
