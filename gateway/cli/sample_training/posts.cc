#include "gateway/cli/sample_training/posts.h"

#include <algorithm>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "gateway/cli/output.h"
#include "gateway/cli/sample_play/loader.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {

absl::StatusOr<Posts> Posts::Read(Session& session) {
  registry::v1::ListAppointmentsRequest request;
  request.set_parent(absl::StrCat("programmes/", kSampleProgramme));
  request.set_show_people(true);
  Posts posts;
  std::map<std::string, std::string> called;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().registry, &registry::v1::RegistryService::Stub::ListAppointments, request,
      absl::Seconds(session.timeout_seconds), [&](const auto& page) {
        for (const auto& person : page.people()) called[person.name()] = person.display_name();
        for (const auto& post : page.appointments()) {
          posts.posts_[{post.role(), IdOf(post.organisation())}].push_back(post);
        }
      }));
  for (auto& [at, appointed] : posts.posts_) {
    std::ranges::stable_sort(
        appointed,
        {}, [&called](const auto& post) -> const auto& { return called[post.person()]; });
  }
  return posts;
}

const std::vector<registry::v1::Appointment>& Posts::Of(registry::v1::AppointmentRole role,
                                                        const std::string& organisation) const {
  static const auto& nobody = *new std::vector<registry::v1::Appointment>();
  const auto found = posts_.find({role, organisation});
  return found == posts_.end() ? nobody : found->second;
}

}  // namespace pcsp::cli
