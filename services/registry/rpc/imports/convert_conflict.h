// Import conflicts as messages.
#pragma once

#include "pcsp/registry/v1/import_conflict.pb.h"
#include "services/registry/domain/conflicts/conflict.h"

namespace pcsp::registry {

v1::ImportConflict ToProto(const ImportConflict& conflict);

}  // namespace pcsp::registry
