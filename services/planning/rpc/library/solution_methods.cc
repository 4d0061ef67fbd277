#include "services/planning/rpc/library/solution_methods.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/status_macros.h"
#include "services/planning/domain/errors.h"
#include "services/planning/domain/library/search.h"
#include "services/planning/domain/solution/recommend.h"
#include "services/planning/domain/solution/solution_check.h"
#include "services/planning/rpc/convert.h"
#include "services/planning/rpc/library/convert_solution.h"
#include "services/planning/rpc/library/enums.h"
#include "services/planning/rpc/requests.h"

namespace pcsp::planning {
namespace {

constexpr int kUsualPage = 50, kLargestPage = 1000, kUsualHits = 20, kMostHits = 100;

bool Matches(const Solution& solution, const std::string& issue, std::optional<Level> level) {
  return (issue.empty() || Answers(solution, issue)) && (!level || solution.level == *level);
}

// What `library` offers, and what it has retired where that is asked for, by id.
std::vector<const Solution*> Choice(const Library& library, bool retired) {
  std::vector<const Solution*> choice;
  for (const Solution& solution : library.offered().solutions()) choice.push_back(&solution);
  for (const OwnSolution& own : library.own()) {
    if (retired && own.retired) choice.push_back(&own.solution);
  }
  std::sort(choice.begin(), choice.end(),
            [](const Solution* a, const Solution* b) { return a->id < b->id; });
  return choice;
}

pb::Solution Shown(const Library& library, const Solution& solution, const std::string& programme) {
  const OwnSolution* own = solution.local ? library.FindOwn(solution.id) : nullptr;
  return own == nullptr ? ToProto(solution, programme) : ToProto(*own);
}

// The checks speak of the struct's fields, a caller of the message's.
std::string FieldOf(absl::string_view field, const Solution& solution) {
  if (field == "id") return "solution_id";
  if (field == "effect") return "solution.prior_effect_points";
  if (absl::ConsumePrefix(&field, "answers")) return absl::StrCat("solution.issues", field);
  if (absl::ConsumePrefix(&field, "boundaries.")) {
    const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(field, '.');
    for (size_t i = 0; i < solution.core_functions.size(); ++i) {
      if (solution.core_functions[i].id != parts.first) continue;
      return absl::StrCat("solution.core_functions[", i, "].", parts.second);
    }
  }
  return absl::StrCat("solution.", field);
}

bool Names(const Violations& violations, absl::string_view field) {
  return std::ranges::any_of(violations.list(),
                             [&](const Violation& one) { return one.field == field; });
}

// Violations of the check are under `solutions[0].`. What could not be converted is not told again.
void CheckOwn(const Catalogue& shipped, const std::vector<OwnSolution>& others,
              const OwnSolution& own, Violations& violations) {
  std::vector<Solution> all = {own.solution};
  for (const OwnSolution& other : others) {
    if (other.solution.id != own.solution.id && !other.retired) all.push_back(other.solution);
  }
  Violations found;
  CheckOwnSolutions(shipped, all, IssuesOf(shipped), found);
  for (const Violation& violation : found.list()) {
    constexpr absl::string_view kFirst = "solutions[0].";
    absl::string_view field = violation.field;
    const bool of_this = absl::ConsumePrefix(&field, kFirst);
    const std::string name = of_this ? FieldOf(field, own.solution) : "solution";
    if (!Names(violations, name)) violations.Add(name, violation.given, violation.expected);
  }
}

std::vector<OwnSolution> OwnOf(sql::RecordReader& reader, const std::string& programme) {
  return reader.List<OwnSolution>({.where = {sql::Is("programme", programme)}});
}

absl::StatusOr<OwnSolution> Stored(sql::RecordReader& reader, const SolutionName& name) {
  auto found = reader.Find<OwnSolution>({name.programme, name.solution});
  if (!found) return SolutionNotFound(name.Text());
  return *std::move(found);
}

pb::Solution Keep(sql::RecordWriter& writer, const OwnSolution& own) {
  writer.Put(own);
  MoveLibraryRevision(writer, own.programme);
  pb::Solution reply = ToProto(own);
  writer.Concerns(reply.name());
  return reply;
}

// A solution of a programme; the catalogue's are not for changing.
SolutionName OwnName(absl::string_view field, const std::string& name, Violations& violations) {
  const auto parsed = ParseSolutionName(name);
  if (parsed && !parsed->programme.empty()) return *parsed;
  violations.Add(std::string(field), name, "programmes/{programme}/solutions/{solution}");
  return {};
}

}  // namespace

absl::StatusOr<pb::ListSolutionsResponse> SolutionMethods::List(
    const rpc::Call&, const pb::ListSolutionsRequest& request) const {
  Violations violations;
  const std::string programme =
      request.parent().empty() ? "" : ProgrammeFrom("parent", request.parent(), violations);
  const auto level = LevelFilter(request.level(), violations);
  const std::vector<std::string> arguments = {"ListSolutions", request.issue(),
                                              absl::StrCat(request.level()), request.parent(),
                                              absl::StrCat(request.show_retired())};
  const Page page = PageFrom(request.page_size(), kUsualPage, kLargestPage, request.page_token(),
                             tokens_, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const auto library, libraries_.Of(programme));
  pb::ListSolutionsResponse response;
  response.set_catalogue_version(libraries_.shipped().version());
  const std::string after = page.cursor.empty() ? "" : page.cursor.front();
  std::string last;
  for (const Solution* solution : Choice(*library, request.show_retired())) {
    if (solution->id <= after || !Matches(*solution, request.issue(), level)) continue;
    if (response.solutions_size() == page.size) {
      response.set_next_page_token(tokens_.Encode({last}, arguments));
      break;
    }
    *response.add_solutions() = Shown(*library, *solution, programme);
    last = solution->id;
  }
  return response;
}

absl::StatusOr<pb::SearchSolutionsResponse> SolutionMethods::Search(
    const rpc::Call&, const pb::SearchSolutionsRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  const auto level = LevelFilter(request.level(), violations);
  if (request.query().empty() || request.query().size() > kLongestSearch) {
    violations.Add("query", request.query(), "1 to 200 bytes");
  }
  if (request.page_size() < 0) {
    violations.Add("page_size", absl::StrCat(request.page_size()), "0 or more");
  }
  const bool anywhere = request.setting() == pb::SETTING_UNSPECIFIED;
  const SiteSetting setting =
      anywhere ? SiteSetting() : StructOf("setting", request.setting(), kSettings, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const auto library, libraries_.Of(programme));
  std::vector<const Solution*> choice;
  for (const Solution* solution : Choice(*library, false)) {
    const bool fits = anywhere || solution->Fits(setting);
    if (fits && Matches(*solution, request.issue(), level)) choice.push_back(solution);
  }
  const int most = request.page_size() == 0 ? kUsualHits : std::min(request.page_size(), kMostHits);
  pb::SearchSolutionsResponse response;
  const FoundSolutions found =
      planning::Search(choice, libraries_.shipped().issue_titles(), request.query(), most);
  response.set_partial(found.partial);
  for (const Solution* solution : found.solutions) {
    *response.add_solutions() = Shown(*library, *solution, programme);
  }
  return response;
}

absl::StatusOr<pb::Solution> SolutionMethods::Get(const rpc::Call&,
                                                  const pb::GetSolutionRequest& request) const {
  const auto name = ParseSolutionName(request.name());
  if (!name) {
    return InvalidField("name", request.name(),
                        "solutions/{solution} or programmes/{programme}/solutions/{solution}");
  }
  if (name->programme.empty()) {
    const Solution* solution = libraries_.shipped().Find(name->solution);
    if (solution == nullptr) return SolutionNotFound(request.name());
    return ToProto(*solution, "");
  }
  pb::Solution reply;
  RETURN_IF_ERROR(store_.records().Read([&](sql::RecordReader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const OwnSolution own, Stored(reader, *name));
    reply = ToProto(own);
    return absl::OkStatus();
  }));
  return reply;
}

absl::StatusOr<pb::Solution> SolutionMethods::Create(
    const rpc::Call& call, const pb::CreateSolutionRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  if (!IsResourceId(request.solution_id())) {
    violations.Add("solution_id", request.solution_id(), kResourceIdRule);
  }
  CheckRequestId(request.request_id(), violations);
  OwnSolution own = FromProto(programme, request.solution_id(), request.solution(), violations);
  own.create_time = own.update_time = call.now;
  const Catalogue& shipped = libraries_.shipped();
  const std::string name = SolutionName{programme, own.solution.id}.Text();
  if (violations.empty() && shipped.Find(own.solution.id) != nullptr) return SolutionExists(name);
  ASSIGN_OR_RETURN(const auto library, libraries_.Of(programme));
  CheckOwn(shipped, library->own(), own, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  const auto change = ChangeOf("CreateSolution", call, programme, request);
  return Write<pb::Solution>(store_.records(), change,
                             [&](sql::RecordWriter& writer) -> absl::StatusOr<pb::Solution> {
                               if (writer.Find<OwnSolution>({programme, own.solution.id}))
                                 return SolutionExists(name);
                               Violations found;
                               CheckOwn(shipped, OwnOf(writer, programme), own, found);
                               RETURN_IF_ERROR(found.ToStatus());
                               return Keep(writer, own);
                             });
}

absl::StatusOr<pb::Solution> SolutionMethods::Update(
    const rpc::Call& call, const pb::UpdateSolutionRequest& request) const {
  Violations violations;
  const SolutionName name = OwnName("solution.name", request.solution().name(), violations);
  CheckRequestId(request.request_id(), violations);
  OwnSolution own = FromProto(name.programme, name.solution, request.solution(), violations);
  // Without its name nothing more can be said.
  if (name.solution.empty()) return violations.ToStatus();
  const auto change = ChangeOf("UpdateSolution", call, name.programme, request);
  return Write<pb::Solution>(
      store_.records(), change, [&](sql::RecordWriter& writer) -> absl::StatusOr<pb::Solution> {
        ASSIGN_OR_RETURN(const OwnSolution before, Stored(writer, name));
        RETURN_IF_ERROR(
            CheckEtag("solution", name.Text(), request.solution().etag(), before.revision));
        Violations found = violations;
        CheckOwn(libraries_.shipped(), OwnOf(writer, name.programme), own, found);
        RETURN_IF_ERROR(found.ToStatus());
        OwnSolution after = own;
        // Callers who were not told whose it is do not take it away.
        if (after.organisation.empty()) after.organisation = before.organisation;
        after.retired = before.retired;
        after.revision = before.revision + 1;
        after.create_time = before.create_time;
        after.update_time = call.now;
        return Keep(writer, after);
      });
}

absl::StatusOr<pb::Solution> SolutionMethods::Retire(
    const rpc::Call& call, const pb::RetireSolutionRequest& request) const {
  Violations violations;
  const SolutionName name = OwnName("name", request.name(), violations);
  CheckRequestId(request.request_id(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  const auto change = ChangeOf("RetireSolution", call, name.programme, request);
  return Write<pb::Solution>(
      store_.records(), change, [&](sql::RecordWriter& writer) -> absl::StatusOr<pb::Solution> {
        ASSIGN_OR_RETURN(OwnSolution own, Stored(writer, name));
        RETURN_IF_ERROR(CheckEtag("solution", name.Text(), request.etag(), own.revision));
        for (const OwnSolution& other : OwnOf(writer, name.programme)) {
          const auto& needs = other.solution.prerequisites;
          if (other.retired || std::count(needs.begin(), needs.end(), name.solution) == 0) continue;
          return InvalidField("name", name.Text(),
                              absl::StrCat("a solution that no other needs; ",
                                           SolutionName{name.programme, other.solution.id}.Text(),
                                           " has it as a prerequisite"));
        }
        own.retired = true;
        ++own.revision;
        own.update_time = call.now;
        return Keep(writer, own);
      });
}

}  // namespace pcsp::planning
