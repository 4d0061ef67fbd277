// Places where a test can have the program die or dawdle. In an optimised build there are none.
#pragma once

namespace pcsp {

// Does what PCSP_FAILPOINT says of `name`: `name:kill:3` is a SIGKILL to itself at the third time
// that any thread comes here, `name:sleep:1` a second's pause. Several are separated by commas.
void Failpoint(const char* name);

}  // namespace pcsp
