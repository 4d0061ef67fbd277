// Places in sessions of people who will not be there any more whom the place is for.
#pragma once

#include <optional>
#include <string>

#include "gateway/flows/in_post/careers.h"
#include "pcsp/gateway/v1/training_cover.pb.h"

namespace pcsp::gateway {

// The place of `enrolment` in a session of `course`, if whoever has it will have left by the
// session. Of whoever was never appointed to the practice, or will only come to it, nothing is
// known.
std::optional<v1::LeaverPlace> LeaverOf(const planning::v1::Enrolment& enrolment,
                                        const planning::v1::Session& session,
                                        const planning::v1::Course& course, const Careers& careers);

}  // namespace pcsp::gateway
