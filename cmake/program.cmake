# The program: everything below modelc/ but the reader (a library of its own) and the public header.

file(GLOB_RECURSE program_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/modelc/*.c)
list(FILTER program_sources EXCLUDE REGEX "/modelc/(reader|include)/|/modelc/main\\.c$")

# A library of its own, so that unit tests can link it.
add_library(modelc_program STATIC ${program_sources})
target_link_libraries(modelc_program PUBLIC modelc_flags migrate modelc_reader)

add_executable(modelc ${CMAKE_SOURCE_DIR}/modelc/main.c)
target_link_libraries(modelc PRIVATE modelc_program)
set_target_properties(modelc PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

include(GNUInstallDirs)
install(TARGETS modelc RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${CMAKE_SOURCE_DIR}/modelc/include/modelc.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
