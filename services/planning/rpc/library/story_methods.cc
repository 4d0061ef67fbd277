#include "services/planning/rpc/library/story_methods.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/planning/domain/errors.h"
#include "services/planning/rpc/library/convert_story.h"
#include "services/planning/rpc/library/enums.h"
#include "services/planning/rpc/requests.h"
#include "services/planning/store/store.h"

namespace pcsp::planning {
namespace {

constexpr int kUsualPage = 50, kLargestPage = 200, kMostNamed = 200;

// It orders the list, and so must tell nothing of when or where a story was written.
std::string NewStoryId(const std::string& request_id) {
  if (!request_id.empty()) {
    return NamedUuid(absl::StrCat("story ", absl::AsciiStrToLower(request_id)));
  }
  return NamedUuid(absl::StrCat("story ", RandomBits(), " ", RandomBits()));
}

struct Filter {
  std::string solution, issue;  // empty: all
  std::optional<Story> result;  // nothing: all
  std::string listener;         // id of a site; may be empty
  bool Takes(const SiteStory& story) const {
    return (solution.empty() || story.solution == solution) &&
           (issue.empty() || story.issue == issue) && (!result || story.result == *result);
  }
};

Filter FilterFrom(const std::string& programme, const pb::ListStoriesRequest& request,
                  Violations& violations) {
  Filter filter;
  filter.issue = request.issue();
  if (!request.solution().empty()) {
    filter.solution = SolutionFrom(programme, "solution", request.solution(), violations);
  }
  if (request.result() != pb::STORY_RESULT_UNSPECIFIED) {
    filter.result = StructOf("result", request.result(), kStoryResults, violations);
  }
  if (!request.listener().empty()) {
    const OrganisationName site = OrganisationFrom("listener", request.listener(), violations);
    if (!site.programme.empty() && site.programme != programme) {
      violations.Add("listener", request.listener(), "a site of the programme");
    }
    filter.listener = site.organisation;
  }
  return filter;
}

std::vector<std::string> NamedIn(const pb::WithdrawStoriesRequest& request,
                                 const std::string& programme, Violations& violations) {
  if (request.stories_size() > kMostNamed) {
    violations.Add("stories", absl::StrCat(request.stories_size(), " stories"),
                   absl::StrCat("at most ", kMostNamed));
  }
  std::vector<std::string> ids;
  for (int i = 0; i < request.stories_size(); ++i) {
    const auto name = ParseStory(request.stories(i));
    if (name && name->programme == programme) {
      ids.push_back(name->story);
      continue;
    }
    violations.Add(absl::StrCat("stories[", i, "]"), request.stories(i),
                   absl::StrCat("programmes/", programme, "/stories/{story}"));
  }
  return ids;
}

}  // namespace

int EraseStories(sql::RecordWriter& writer, const std::string& programme,
                 std::vector<sql::Condition> where) {
  where.push_back(sql::Is("programme", programme));
  const auto found = writer.List<SiteStory>({.where = where});
  for (const SiteStory& story : found) {
    writer.Forget(programme, StoryName{programme, story.id}.Text());
  }
  writer.Remove<SiteStory>(where);
  if (!found.empty()) MoveLibraryRevision(writer, programme);
  return static_cast<int>(found.size());
}

absl::StatusOr<pb::SiteStory> StoryMethods::Create(const rpc::Call& call,
                                                   const pb::CreateStoryRequest& request) const {
  Violations violations;
  const OrganisationName site = OrganisationFrom("parent", request.parent(), violations);
  CheckRequestId(request.request_id(), violations);
  const pb::SiteStory& given = request.story();
  const std::string solution_id =
      SolutionFrom(site.programme, "story.solution", given.solution(), violations);
  SiteStory story = FromProto(site, solution_id, given, violations);
  story.create_time = call.now;
  ASSIGN_OR_RETURN(const auto library, libraries_.Of(site.programme));
  const Solution* solution = library->Find(solution_id);
  if (solution != nullptr) {
    story.level = solution->level;
    CheckStory(story, *solution, violations);
  }
  const int redactions = ScreenWords(story, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  if (solution == nullptr) return SolutionNotFound(given.solution());
  story.id = NewStoryId(request.request_id());
  const auto change = ChangeOf("CreateStory", call, site.programme, request);
  ASSIGN_OR_RETURN(
      pb::SiteStory reply,
      Write<pb::SiteStory>(store_.records(), change,
                           [&](sql::RecordWriter& writer) -> absl::StatusOr<pb::SiteStory> {
                             writer.Insert(story);
                             MoveLibraryRevision(writer, site.programme);
                             pb::SiteStory kept = AsWritten(story, *library, redactions);
                             writer.Concerns(kept.name());
                             writer.TellsOf(kept.name());
                             return kept;
                           }));
  if (request.validate_only()) reply.clear_name();
  return reply;
}

absl::StatusOr<pb::ListStoriesResponse> StoryMethods::List(
    const rpc::Call&, const pb::ListStoriesRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  const Filter filter = FilterFrom(programme, request, violations);
  const std::vector<std::string> arguments = {"ListStories",
                                              request.parent(),
                                              request.solution(),
                                              request.issue(),
                                              absl::StrCat(request.result()),
                                              request.listener()};
  const Page page = PageFrom(request.page_size(), kUsualPage, kLargestPage, request.page_token(),
                             tokens_, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const auto library, libraries_.Of(programme));
  const std::string after = page.cursor.empty() ? "" : page.cursor.front();
  pb::ListStoriesResponse response;
  std::string last;
  for (const SiteStory& story : library->written()) {
    if (story.id <= after || !filter.Takes(story)) continue;
    const auto by = library->stories().TellerOf(story, filter.listener);
    if (!by) continue;
    if (response.stories_size() == page.size) {
      response.set_next_page_token(tokens_.Encode({last}, arguments));
      break;
    }
    *response.add_stories() = AsTold(story, *by, *library);
    last = story.id;
  }
  return response;
}

// What the engine's files still hold is overwritten after the commit; a call that fails there is
// repeated, and then finds nothing else left to do.
absl::StatusOr<pb::WithdrawStoriesResponse> StoryMethods::Withdraw(
    const rpc::Call& call, const pb::WithdrawStoriesRequest& request) const {
  Violations violations;
  const OrganisationName site = OrganisationFrom("parent", request.parent(), violations);
  CheckRequestId(request.request_id(), violations);
  const std::vector<std::string> ids = NamedIn(request, site.programme, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  std::vector<sql::Condition> where = {sql::Is("organisation", site.organisation)};
  if (!ids.empty()) where.push_back(sql::OneOfThem("id", ids));
  const auto change = ChangeOf("WithdrawStories", call, site.programme, request);
  ASSIGN_OR_RETURN(
      const auto reply,
      Write<pb::WithdrawStoriesResponse>(
          store_.records(), change,
          [&](sql::RecordWriter& writer) -> absl::StatusOr<pb::WithdrawStoriesResponse> {
            pb::WithdrawStoriesResponse withdrawn;
            withdrawn.set_withdrawn_count(EraseStories(writer, site.programme, where));
            if (withdrawn.withdrawn_count() > 0) {
              writer.Concerns(absl::StrCat("programmes/", site.programme, "/stories"));
            }
            return withdrawn;
          }));
  RETURN_IF_ERROR(store_.Scrub());
  return reply;
}

}  // namespace pcsp::planning
