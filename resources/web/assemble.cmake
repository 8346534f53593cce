# Makes the one file that is served from the sources beside this script.
# cmake -DSOURCE=… -DRESULT=… -P assemble.cmake
cmake_minimum_required(VERSION 3.25)
set(limit 30000)

file(READ ${SOURCE}/index.html page)
file(READ ${SOURCE}/style.css style)
set(script "'use strict';\n")
foreach(name words connection log page)
    file(READ ${SOURCE}/${name}.js part)
    string(APPEND script "\n${part}")
    string(REPLACE "<script src=\"${name}.js\"></script>\n" "" page "${page}")
endforeach()
# No text of ours has one of these in it.
foreach(sign "=" "=>" "===" "!==" "+=" "?" "&&" "||")
    string(REPLACE " ${sign} " "${sign}" script "${script}")
endforeach()
# Indentation and comments are for those who read the sources; the result must fit the limit.
string(REGEX REPLACE "[ \n]+" " " style "${style}")
string(REGEX REPLACE "([:;,{}]) " "\\1" style "${style}")
string(REGEX REPLACE "[; ]+([{}])" "\\1" style "${style}")
string(REPLACE "<link rel=\"stylesheet\" href=\"style.css\">" "<style>\n${style}</style>" page "${page}")
string(REPLACE "</body>" "<script>\n${script}</script>\n</body>" page "${page}")

string(REGEX REPLACE "\n *//[^\n]*" "" page "${page}")
string(REGEX REPLACE " +// [^\n]*" "" page "${page}")
string(REGEX REPLACE "\n[ \n]+" "\n" page "${page}")
string(REPLACE ">\n<" "><" page "${page}")

file(WRITE ${RESULT} "${page}")
file(SIZE ${RESULT} size)
if(size GREATER limit)
    message(FATAL_ERROR "The web client has ${size} bytes, more than ${limit}.")
endif()
