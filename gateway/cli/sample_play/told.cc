#include "gateway/cli/sample_play/told.h"

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "gateway/cli/output.h"
#include "gateway/cli/sample/treatments.h"
#include "gateway/cli/sample_play/follow.h"
#include "gateway/cli/sample_play/loader.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;
using gateway::sample::SampleProgramme;
using gateway::sample::Treatment;
using Stub = pb::PlanningService::Stub;

// In the words of one who tried it.
struct Words {
  pb::StoryResult result;
  const char *did, *happened, *differently;
};

// One teller for each; no two say the same.
const std::map<std::string, std::vector<Words>>& WordsByIdea() {
  static const auto& words = *new std::map<std::string, std::vector<Words>>{
      {"story-at-the-huddle",
       {{pb::STORY_RESULT_HELPED,
         "Once a week one of us told the huddle what a conversation had changed for one person.",
         "After two months reception told stories too, and nobody called it a form any more.",
         "We would begin with a story that went wrong."},
        {pb::STORY_RESULT_HELPED,
         "Our nurses took turns at the huddle, two minutes each, never the same person twice.",
         "The GPs began to ask whose story it was today.", ""}}},
      {"poster-in-the-corridor",
       {{pb::STORY_RESULT_PERSISTED, "We hung a poster outside the consulting rooms.",
         "Nobody spoke of it after the first week, and a year later nothing had changed.",
         "We would ask people what they need to know before printing anything."},
        {pb::STORY_RESULT_PERSISTED, "We put the poster up by the lift and in the kitchen.",
         "It was read once, and then it was part of the wall.", ""}}},
      {"form-to-sign",
       {{pb::STORY_RESULT_PERSISTED,
         "Everybody signed every month that they had read the guidance.",
         "People signed without reading, and said that it was one more box to tick.", ""},
        {pb::STORY_RESULT_PERSISTED, "The form lay at reception, and whoever came on shift signed.",
         "Two colleagues refused, and the talk was of the form and no longer of the people.",
         "We would drop it after the first month."}}}};
  return words;
}

std::string Parent() { return absl::StrCat("programmes/", kSampleProgramme); }

std::string NameOf(const SampleProgramme& programme, const std::string& organisation) {
  for (const auto& one : programme.organisations) {
    if (one.id == organisation) return one.display_name;
  }
  return organisation;
}

absl::Status Tell(Session& session, const SampleProgramme& programme, const Treatment& tried,
                  const Words& words, bool named) {
  pb::CreateStoryRequest request;
  request.set_parent(absl::StrCat(Parent(), "/organisations/", tried.organisation));
  pb::SiteStory& story = *request.mutable_story();
  story.set_solution(absl::StrCat(Parent(), "/solutions/", tried.idea));
  story.set_issue(programme.treatments.issue);
  story.set_result(words.result);
  story.set_did(words.did);
  story.set_happened(words.happened);
  story.set_differently(words.differently);
  story.set_sharing(named ? pb::SHARING_NAMED : pb::SHARING_ANONYMOUS);
  ASSIGN_OR_RETURN(*story.mutable_agreed_by(), LeadOf(session, tried.organisation));
  story.set_display_name(NameOf(programme, tried.organisation));
  request.set_request_id(SampleRequestId("story of " + tried.organisation));
  return gateway::Ask(*session.clients().planning, &Stub::CreateStory, request, session.deadline())
      .status();
}

std::string ResultOf(const pb::SiteStory& story) {
  return Word(pb::StoryResult_Name(story.result()), "STORY_RESULT_");
}

}  // namespace

absl::Status TellSampleStories(Session& session, const SampleProgramme& programme) {
  std::map<std::string, size_t> tellers;
  for (const Treatment& tried : programme.treatments.treated) {
    const auto words = WordsByIdea().find(tried.idea);
    const size_t before = tellers[tried.idea]++;
    if (words == WordsByIdea().end() || before >= words->second.size()) continue;
    RETURN_IF_ERROR(Tell(session, programme, tried, words->second[before], before > 0));
  }
  return absl::OkStatus();
}

absl::StatusOr<pb::ListStoriesResponse> ReadStories(Session& session) {
  pb::ListStoriesRequest request;
  request.set_parent(Parent());
  pb::ListStoriesResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().planning, &Stub::ListStories, request,
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_stories()->MergeFrom(page.stories()); }));
  return all;
}

std::string StoriesAsText(const pb::ListStoriesResponse& stories) {
  std::string text = "\nWhat practices wrote about it\n";
  for (const pb::SiteStory& story : stories.stories()) {
    absl::StrAppend(&text, IdOf(story.solution()), ", ", ResultOf(story), ", says ", story.teller(),
                    ": ", story.did(), " ", story.happened(),
                    story.differently().empty() ? "" : " ", story.differently(), "\n");
  }
  return text;
}

nlohmann::ordered_json StoriesAsJson(const pb::ListStoriesResponse& stories) {
  return nlohmann::ordered_json::parse(AsJson(stories), nullptr, false);
}

}  // namespace pcsp::cli
