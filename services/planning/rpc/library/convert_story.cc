#include "services/planning/rpc/library/convert_story.h"

#include "absl/strings/ascii.h"
#include "services/planning/rpc/actions/convert_action.h"
#include "services/planning/rpc/library/convert_solution.h"
#include "services/planning/rpc/library/enums.h"
#include "services/planning/rpc/requests.h"

namespace pcsp::planning {
namespace {

// What is the same for whoever reads it.
pb::SiteStory Shown(const SiteStory& story, const Library& library) {
  pb::SiteStory proto;
  proto.set_name(StoryName{story.programme, story.id}.Text());
  const Solution* solution = library.Find(story.solution);
  proto.set_solution(solution == nullptr ? SolutionText(story.solution)
                                         : SolutionNameOf(*solution, story.programme));
  proto.set_issue(story.issue);
  proto.set_result(MessageOf(story.result, kStoryResults));
  proto.set_did(story.did);
  proto.set_happened(story.happened);
  proto.set_differently(story.differently);
  proto.set_sharing(MessageOf(story.sharing, kSharings));
  if (story.sharing == Sharing::kNamed) {
    proto.set_organisation(OrganisationName{story.programme, story.organisation}.Text());
    proto.set_display_name(story.display_name);
  }
  return proto;
}

}  // namespace

SiteStory FromProto(const OrganisationName& site, const std::string& solution,
                    const pb::SiteStory& proto, Violations& violations) {
  SiteStory story;
  story.programme = site.programme;
  story.organisation = site.organisation;
  story.solution = solution;
  story.issue = proto.issue();
  story.result = StructOf("story.result", proto.result(), kStoryResults, violations);
  story.did = std::string(absl::StripAsciiWhitespace(proto.did()));
  story.happened = std::string(absl::StripAsciiWhitespace(proto.happened()));
  story.differently = std::string(absl::StripAsciiWhitespace(proto.differently()));
  if (proto.sharing() != pb::SHARING_UNSPECIFIED) {
    story.sharing = StructOf("story.sharing", proto.sharing(), kSharings, violations);
  }
  story.agreed_by =
      AppointmentFrom(site.programme, "story.agreed_by", proto.agreed_by(), violations);
  if (proto.agreed_by().empty()) {
    violations.Add("story.agreed_by", "", "the appointment of who agreed to it for the site");
  }
  story.display_name = proto.display_name();
  return story;
}

pb::SiteStory AsWritten(const SiteStory& story, const Library& library, int redactions) {
  pb::SiteStory proto = Shown(story, library);
  proto.set_redaction_count(redactions);
  *proto.mutable_create_time() = TimestampOf(story.create_time);
  return proto;
}

pb::SiteStory AsTold(const SiteStory& story, const ToldBy& by, const Library& library) {
  pb::SiteStory proto = Shown(story, library);
  proto.set_teller(by.teller);
  proto.mutable_likeness()->Assign(by.likeness.begin(), by.likeness.end());
  return proto;
}

}  // namespace pcsp::planning
