#include "services/planning/rpc/training/competence/competence_methods.h"

#include <algorithm>
#include <map>
#include <utility>

#include "services/planning/domain/calendar.h"
#include "services/planning/domain/training/session/session.h"
#include "services/planning/domain/training/text_checks.h"
#include "services/planning/rpc/training/competence/competence_records.h"
#include "services/planning/rpc/training/competence/convert_competence.h"

namespace pcsp::planning::training {
namespace {

constexpr int kLongestNotice = 3650;   // days
constexpr size_t kFewPractices = 200;  // whose people are looked up one by one

absl::CivilDay DayAskedFor(const std::string& text, absl::Time now, Violations& violations) {
  return DayFrom("as_of_date", text, TodayIn(kDefaultTimeZone, now), Need::kOptional, violations);
}

// What a list of competences keeps, beyond what the query says.
struct Filter {
  std::string practice;
  CompetenceState state;
  std::optional<int> due_within;
  absl::CivilDay day;

  bool Keeps(const Competence& competence) const {
    return (practice.empty() || competence.practice == practice) &&
           (state == CompetenceState::kUnspecified || competence.state == state) &&
           (!due_within || IsDue(competence, day, *due_within));
  }
};

CompetenceQuery QueryOf(const pb::ListCompetencesRequest& request, absl::Time now,
                        Violations& violations) {
  CompetenceQuery query;
  query.programme = ProgrammeFrom("parent", request.parent(), violations);
  query.day = DayAskedFor(request.as_of_date(), now, violations);
  query.competence = request.competence();
  query.participant = ParticipantFrom(query.programme, "participant", request.participant(),
                                      Need::kOptional, violations);
  const std::string practice = IdOf(query.programme, "organisations", "practice",
                                    request.practice(), Need::kOptional, violations);
  if (!practice.empty()) query.practices = {practice};
  return query;
}

Filter FilterOf(const pb::ListCompetencesRequest& request, const CompetenceQuery& query,
                Violations& violations) {
  Filter filter;
  if (!query.practices.empty()) filter.practice = query.practices[0];
  filter.state = EnumFrom("state", request.state(), CompetenceState::kLapsed, violations);
  filter.day = query.day;
  if (request.has_due_within_days()) {
    filter.due_within = request.due_within_days();
    CheckRange("due_within_days", request.due_within_days(), 0, kLongestNotice, violations);
  }
  return filter;
}

// The page is full when one more than it holds has been found.
std::vector<Competence> Collect(sql::RecordReader& reader, const CompetenceQuery& query,
                                const Filter& filter, const Page& page) {
  std::vector<Competence> found;
  EachCompetence(reader, query, [&](const Competence& competence) {
    const std::vector<std::string> place = {competence.participant, competence.competence};
    const bool before =
        page.cursor.size() >= 2 &&
        place <= std::vector<std::string>(page.cursor.begin(), page.cursor.begin() + 2);
    if (!before && filter.Keeps(competence)) found.push_back(competence);
    return found.size() <= static_cast<size_t>(page.size);
  });
  return found;
}

std::map<std::string, std::vector<TrainerStep>> StepsOf(sql::RecordReader& reader,
                                                        const std::vector<Trainer>& trainers) {
  std::map<std::string, std::vector<TrainerStep>> steps;
  std::vector<std::string> ids;
  for (const Trainer& trainer : trainers) ids.push_back(trainer.id);
  if (ids.empty()) return steps;
  for (TrainerStep& step :
       AllOf<TrainerStep>(reader, trainers[0].programme, {sql::OneOfThem("trainer", ids)})) {
    steps[step.trainer].push_back(std::move(step));
  }
  return steps;
}

// Keeps the step, behind those before it.
void KeepStep(sql::RecordWriter& writer, Trainer& trainer, TrainerStep step,
              std::vector<TrainerStep>& steps, absl::Time now) {
  step.programme = trainer.programme;
  step.trainer = trainer.id;
  step.position = static_cast<int>(steps.size());
  step.record_time = now;
  writer.Insert(step);
  steps.push_back(std::move(step));
  Keep(writer, trainer, now);
}

}  // namespace

absl::StatusOr<pb::ListCompetencesResponse> CompetenceMethods::ListCompetences(
    const rpc::Call& call, const pb::ListCompetencesRequest& request) const {
  Violations violations;
  CompetenceQuery query = QueryOf(request, call.now, violations);
  Filter filter = FilterOf(request, query, violations);
  const std::vector<std::string> arguments = {
      "ListCompetences",
      request.parent(),
      request.as_of_date(),
      request.competence(),
      request.practice(),
      request.participant(),
      absl::StrCat(request.state()),
      request.has_due_within_days() ? absl::StrCat(request.due_within_days()) : ""};
  const Page page =
      PageFrom(request.page_size(), request.page_token(), *desk_.tokens, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  if (page.cursor.size() == 3) {
    query.from_participant = page.cursor[0];
    query.day = filter.day = DayFromText(page.cursor[2]).value_or(query.day);
  }
  std::vector<Competence> found;
  RETURN_IF_ERROR(desk_.records->Read([&](sql::RecordReader& reader) {
    found = Collect(reader, query, filter, page);
    return absl::OkStatus();
  }));
  pb::ListCompetencesResponse reply;
  reply.set_as_of_date(DayText(query.day));
  if (TakeExtra(found, page)) {
    reply.set_next_page_token(desk_.tokens->Encode(
        {found.back().participant, found.back().competence, DayText(query.day)}, arguments));
  }
  for (const Competence& competence : found) {
    *reply.add_competences() = ToProto(query.programme, competence);
  }
  return reply;
}

absl::StatusOr<pb::GetCoverageResponse> CompetenceMethods::GetCoverage(
    const rpc::Call& call, const pb::GetCoverageRequest& request) const {
  Violations violations;
  CompetenceQuery query;
  query.programme = ProgrammeFrom("parent", request.parent(), violations);
  query.day = DayAskedFor(request.as_of_date(), call.now, violations);
  query.competence = request.competence();
  if (query.competence.empty()) violations.Add("competence", "", "the competence in question");
  const std::vector<PracticeStaff> staff = FromProto(query.programme, request, violations);
  const std::vector<StaffPost> posts = PostsFromProto(query.programme, request, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  // Whoever came to one of them from elsewhere is found only among all.
  const bool joined =
      std::ranges::any_of(posts, [](const StaffPost& post) { return !post.practice.empty(); });
  if (staff.size() <= kFewPractices && !joined) {
    for (const PracticeStaff& practice : staff) query.practices.push_back(practice.practice);
  }
  std::vector<Competence> competences;
  RETURN_IF_ERROR(desk_.records->Read([&](sql::RecordReader& reader) {
    competences.clear();
    EachCompetence(reader, query, [&](const Competence& competence) {
      competences.push_back(competence);
      return true;
    });
    return absl::OkStatus();
  }));
  const Coverage coverage = CoverageOf(AtTheirPosts(std::move(competences), posts), staff);
  pb::GetCoverageResponse reply = ToProto(query.programme, coverage);
  reply.set_as_of_date(DayText(query.day));
  return reply;
}

absl::StatusOr<pb::Trainer> CompetenceMethods::RecordTrainerStep(
    const rpc::Call& call, const pb::RecordTrainerStepRequest& request) const {
  Violations violations;
  const NameParts id = NameFrom("trainers", "name", request.name(), violations);
  CheckRequestId(request.request_id(), violations);
  const TrainerStep given = FromProto(request.step(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  const absl::CivilDay today = TodayIn(kDefaultTimeZone, call.now);
  const auto record = [&](sql::RecordWriter& writer) -> absl::StatusOr<pb::Trainer> {
    Trainer fresh;
    fresh.programme = id.programme;
    fresh.id = id.id;
    fresh.revision = 0;
    fresh.create_time = call.now;
    Trainer trainer = writer.Find<Trainer>({id.programme, id.id}).value_or(fresh);
    RETURN_IF_ERROR(CheckEtag("trainer", request.name(), request.etag(), trainer.revision));
    std::vector<TrainerStep> steps = StepsOf(writer, {trainer})[trainer.id];
    Violations all;
    const int months = SettingsOf(writer, id.programme).quality_assurance_months;
    const TrainerStep step = FitStep(given, steps, today, months, all);
    RETURN_IF_ERROR(all.ToStatus());
    RETURN_IF_ERROR(AllowStep(request.name(), step, steps));
    KeepStep(writer, trainer, step, steps, call.now);
    writer.Concerns(request.name());
    return ToProto(trainer, steps, today);
  };
  return Write<pb::Trainer>(*desk_.records,
                            ChangeOf("RecordTrainerStep", call, id.programme, request), record);
}

absl::StatusOr<pb::Trainer> CompetenceMethods::GetTrainer(
    const rpc::Call& call, const pb::GetTrainerRequest& request) const {
  Violations violations;
  const NameParts id = NameFrom("trainers", "name", request.name(), violations);
  const absl::CivilDay day = DayAskedFor(request.as_of_date(), call.now, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  pb::Trainer reply;
  RETURN_IF_ERROR(desk_.records->Read([&](sql::RecordReader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const Trainer trainer, Find<Trainer>(reader, id));
    reply = ToProto(trainer, StepsOf(reader, {trainer})[trainer.id], day);
    return absl::OkStatus();
  }));
  return reply;
}

absl::StatusOr<pb::ListTrainersResponse> CompetenceMethods::ListTrainers(
    const rpc::Call& call, const pb::ListTrainersRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  const absl::CivilDay day = DayAskedFor(request.as_of_date(), call.now, violations);
  EnumFrom("stage", request.stage(), TrainerStage::kLapsed, violations);
  const sql::Query query{.where = {sql::Is("programme", programme)}, .order = {"id"}};
  ASSIGN_OR_RETURN(auto listed, List<Trainer>(desk_, request,
                                              {"ListTrainers", request.parent(),
                                               request.as_of_date(), absl::StrCat(request.stage())},
                                              query, violations, IdCursor<Trainer>));
  pb::ListTrainersResponse reply;
  RETURN_IF_ERROR(desk_.records->Read([&](sql::RecordReader& reader) {
    reply.clear_trainers();
    auto steps = StepsOf(reader, listed.items);
    for (const Trainer& trainer : listed.items) {
      pb::Trainer proto = ToProto(trainer, steps[trainer.id], day);
      const bool asked =
          request.stage() == pb::TRAINER_STAGE_UNSPECIFIED || request.stage() == proto.stage();
      if (asked) *reply.add_trainers() = std::move(proto);
    }
    return absl::OkStatus();
  }));
  reply.set_next_page_token(listed.next_page_token);
  return reply;
}

}  // namespace pcsp::planning::training
