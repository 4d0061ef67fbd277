// A wave of the sample programme that is answered by invitation.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gateway/cli/sample/programme.h"
#include "gateway/cli/session.h"

namespace pcsp::cli {

struct InvitedWave {
  std::string name;  // programmes/sample/waves/second
  std::string display_name;
  const std::vector<gateway::sample::SiteSample>& sites;
  const std::vector<gateway::sample::SiteContext>& contexts;  // of the same organisations
  std::string folder;                                         // of the link sheets; made if absent
};

// At each site: issues an invitation for everybody on the roster, writes the links to
// `{wave}-{site}.csv` (as `pcspctl invitation issue -o csv` has them) and as slips to
// `{wave}-{site}.html`, and answers with as many of them as there are answers. Run again with the
// same folder, it goes on where it was interrupted, and nothing counts twice. INVALID_ARGUMENT:
// FILE_UNREADABLE.
absl::Status SubmitByInvitation(Session& session, const InvitedWave& wave);

}  // namespace pcsp::cli
