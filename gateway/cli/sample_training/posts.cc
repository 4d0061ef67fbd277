#include "gateway/cli/sample_training/posts.h"

#include "absl/strings/str_cat.h"
#include "gateway/cli/output.h"
#include "gateway/cli/sample_play/loader.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {

absl::StatusOr<Posts> Posts::Read(Session& session) {
  registry::v1::ListAppointmentsRequest request;
  request.set_parent(absl::StrCat("programmes/", kSampleProgramme));
  Posts posts;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().registry, &registry::v1::RegistryService::Stub::ListAppointments, request,
      absl::Seconds(session.timeout_seconds), [&posts](const auto& page) {
        for (const auto& post : page.appointments()) {
          posts.posts_[{post.role(), IdOf(post.organisation())}].push_back(post);
        }
      }));
  return posts;
}

const std::vector<registry::v1::Appointment>& Posts::Of(registry::v1::AppointmentRole role,
                                                        const std::string& organisation) const {
  static const auto& nobody = *new std::vector<registry::v1::Appointment>();
  const auto found = posts_.find({role, organisation});
  return found == posts_.end() ? nobody : found->second;
}

}  // namespace pcsp::cli
